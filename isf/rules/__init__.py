"""The rules of an individual service fund: values in, values or a named exception out."""
