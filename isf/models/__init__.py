"""The tables of isf, one module per noun."""
