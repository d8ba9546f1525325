"""The site has the custom user that every table of people points at."""

from django.contrib.auth import get_user_model


def test_user_signs_in_by_email() -> None:
    assert get_user_model().USERNAME_FIELD == "email"
