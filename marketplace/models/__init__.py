"""The tables of marketplace, one module per noun."""
