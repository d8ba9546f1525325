"""Clients of the outside: mail."""
