"""Whose money it is, and where it went: budgets, agreements, funds, the ledger, statements."""
