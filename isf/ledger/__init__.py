"""Arithmetic of the ledger: entries, reservations and the chain, without a database."""
