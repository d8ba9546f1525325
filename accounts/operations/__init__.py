"""What can be done in accounts: one module per noun, verbs inside."""
