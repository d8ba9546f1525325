"""Who may do what in marketplace."""
