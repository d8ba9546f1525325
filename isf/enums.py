"""The codes of isf."""
