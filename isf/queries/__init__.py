"""What can be read from isf."""
