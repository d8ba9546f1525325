"""Whose money, and where it went: budgets, funds, the ledger, bills and statements."""
