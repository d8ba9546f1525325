"""The pages of marketplace."""
