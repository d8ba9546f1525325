"""What can be done in isf: one module per noun, verbs inside."""
