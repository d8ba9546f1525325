"""The pages of isf."""
