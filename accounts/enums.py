"""The codes of accounts."""
