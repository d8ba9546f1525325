"""The codes of marketplace."""
