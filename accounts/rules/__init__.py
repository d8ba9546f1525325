"""The rules of accounts: values in, values or a named exception out."""
