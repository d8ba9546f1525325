"""What can be read from marketplace."""
