"""The rules of isf: values in, values or a named exception out."""
