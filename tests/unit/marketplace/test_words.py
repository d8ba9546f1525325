"""Whatever is typed into the search box becomes a few plain words."""

import pytest

from marketplace.rules import words


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Cleaning", ("cleaning",)),
        ("help  with, meals!", ("help", "with", "meals")),
        ("meals MEALS", ("meals",)),
        ("café", ("café",)),
        ('"a" OR NEAR(b) -c*', ("a", "or", "near", "b", "c")),
        ("snake_case", ("snake", "case")),
        ("'; DROP TABLE x --", ("drop", "table", "x")),
        ("a\x00b", ("a", "b")),
        ("", ()),
        ("&|!():*'\"\\", ()),
    ],
)
def test_only_letters_and_digits_are_left(typed, found):
    assert words.split(typed) == found


def test_long_texts_are_cut():
    many = words.split(" ".join(f"w{i}" for i in range(100)))
    assert len(many) == 8
    assert words.split("x" * 1000) == ("x" * 40,)
