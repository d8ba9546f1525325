"""What can be done in marketplace: one module per noun, verbs inside."""
