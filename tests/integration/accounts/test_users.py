"""A user is an e-mail address, written once, on both databases."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User


@pytest.mark.django_db
def test_same_address_twice_is_refused() -> None:
    User.objects.create_user("rosa@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("rosa@example.org")
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_emptied_between_tests() -> None:
    assert User.objects.count() == 0
    User.objects.create_user("rosa@example.org")
    assert connection.vendor in {"sqlite", "postgresql"}
