"""The rules of buying and selling, as plain functions of values."""
