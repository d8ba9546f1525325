"""Clients of the outside: paper and mail."""
