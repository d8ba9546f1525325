"""The rules of marketplace: values in, values or a named exception out."""
