"""A second reading of the rules of a fund: worked out day by day, sharing no code with the product.

It follows the text of the rules alone and takes the longest way on purpose: every day is looked at
by itself. `tests/architecture/test_oracle.py` keeps it from importing what it is to be compared
with.
"""
