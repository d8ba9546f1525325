"""Pounds and fractions as the database keeps them, in a table made for the purpose."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models
from django.test.utils import isolate_apps
from djmoney.money import Money

from accounts.fields import FractionField, PoundsField

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def priced() -> Iterator[Any]:
    """A model with both fields, and its table."""
    with isolate_apps("accounts"):

        class Priced(models.Model):
            amount = PoundsField(null=True)
            quantity = FractionField(default=1)

            class Meta:
                app_label = "accounts"

        with connection.schema_editor() as editor:
            editor.create_model(Priced)
        yield Priced
        with connection.schema_editor() as editor:
            editor.delete_model(Priced)


def test_pounds_and_fractions_come_back_exactly(priced: Any) -> None:
    priced.objects.create(amount=Money("24.10", "GBP"), quantity=Fraction(1, 3))

    row = priced.objects.get()
    assert row.amount == Money("24.10", "GBP")
    assert row.quantity == Fraction(1, 3)
    assert isinstance(row.quantity, Fraction)
    assert priced.objects.filter(quantity=Fraction(2, 6)).exists()


def test_no_amount_stays_no_amount(priced: Any) -> None:
    priced.objects.create(amount=None)

    assert priced.objects.get().amount is None


def test_the_database_refuses_any_currency_but_pounds(priced: Any) -> None:
    row = priced.objects.create(amount=Money("1.00", "GBP"))

    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {priced._meta.db_table} SET amount_currency = 'EUR'")
    with pytest.raises(DatabaseError):
        priced.objects.create(amount=Money("1.00", "EUR"))

    row.refresh_from_db()
    assert str(row.amount.currency) == "GBP"


def test_another_currency_does_not_pass_validation_either(priced: Any) -> None:
    with pytest.raises(ValidationError, match="pounds only"):
        priced(amount=Money("1.00", "EUR")).full_clean()
