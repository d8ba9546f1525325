"""What can be read from accounts."""
