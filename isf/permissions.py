"""Who may do what in isf."""
