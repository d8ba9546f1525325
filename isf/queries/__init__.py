"""Reads: frozen values where there is arithmetic, QuerySets for plain lists."""
