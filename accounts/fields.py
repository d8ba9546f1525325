"""Model fields of our own: pounds, exact fractions and codes; and the one conversion point between
pounds and whole pence."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from djmoney.models.fields import CurrencyField, MoneyField
from djmoney.money import Money
from djmoney.utils import get_currency_field_name

if TYPE_CHECKING:
    _ExactField = models.Field[Fraction | int | str, Fraction]
else:
    _ExactField = models.Field

_PENCE_IN_A_POUND = 100


def to_pence(amount: Money) -> int:
    """Whole pence of an amount of pounds.

    Raises ValueError for another currency or for a part of a penny: rounding is never done here.
    """
    if str(amount.currency) != "GBP":
        raise ValueError(f"{amount.currency} is not pounds")
    return decimal_to_pence(amount.amount)


def decimal_to_pence(pounds: Decimal) -> int:
    """Whole pence of a column of pounds read as a plain number. Raises ValueError as above."""
    pence = pounds * _PENCE_IN_A_POUND
    if pence != pence.to_integral_value():
        raise ValueError(f"{pounds} is not a whole number of pence")
    return int(pence)


def pence_of(column: Decimal | float | str) -> int:
    """Whole pence of a column of pounds read by a plain cursor, where SQLite gives no Decimal.

    Raises ValueError for a part of a penny.
    """
    return to_pence(Money(Decimal(str(column)), "GBP"))


def to_money(pence: int) -> Money:
    """Pounds of a number of whole pence, exactly."""
    return Money(Decimal(pence).scaleb(-2), "GBP")


def one_of(
    *, column: str, codes: type[StrEnum] | Collection[str], name: str
) -> models.CheckConstraint:
    """A database check that a text column holds nothing but these codes."""
    values = sorted(str(code) for code in codes)
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": values}), name=name)


def _only_pounds(code: str) -> None:
    if code != "GBP":
        raise ValidationError("Amounts are in pounds only.", code="currency")


class PoundsCurrencyField(CurrencyField):
    """The currency column beside an amount: the database refuses anything but GBP."""

    default_validators = [_only_pounds]

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """SQL of the column's CHECK."""
        return f"{connection.ops.quote_name(str(self.column))} = 'GBP'"


class PoundsField(MoneyField):
    """An amount of pounds and pence on a model; the currency is always GBP."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Money  # type: ignore[assignment]
        _pyi_private_get_type: Money  # type: ignore[assignment]
        _pyi_lookup_exact_type: Money  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs["decimal_places"] = 2
        kwargs["default_currency"] = "GBP"
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]

    def add_currency_field(self, cls: type[models.Model], name: str) -> None:
        """Put our own currency column beside the amount."""
        currency = PoundsCurrencyField(  # type: ignore[no-untyped-call]
            price_field=self, default="GBP", editable=False, null=self.null
        )
        currency.creation_counter = self.creation_counter - 1
        cls.add_to_class(get_currency_field_name(name, self), currency)
        self._currency_field = currency

    def deconstruct(self) -> Any:
        """Leave out of migrations what never varies."""
        name, path, args, kwargs = super().deconstruct()  # type: ignore[no-untyped-call]
        for constant in ("default_currency", "currency_choices", "decimal_places"):
            kwargs.pop(constant, None)
        return name, path, args, kwargs


def parse_fraction(text: str) -> Fraction:
    """An exact quantity from "3/4", "1.5" or "2".

    Raises ValueError when it is none of these.
    """
    try:
        return Fraction(text.strip())
    except ZeroDivisionError as error:
        raise ValueError(f"{text} divides by nothing") from error


class FractionField(_ExactField):
    """An exact quantity, kept as text such as "3/4": nothing is ever rounded by storing it."""

    description = "An exact fraction"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        """Stored as short text."""
        return "CharField"

    def to_python(self, value: object) -> Fraction | None:
        """The exact value of text, a whole number or a fraction."""
        if value is None or isinstance(value, Fraction):
            return value
        try:
            return parse_fraction(str(value))
        except ValueError as error:
            raise ValidationError(
                "Enter a number, such as 2, 1.5 or 3/4.", code="fraction"
            ) from error

    def from_db_value(self, value: str | None, *_: object) -> Fraction | None:
        """Read back exactly what was stored."""
        return None if value is None else Fraction(value)

    def get_prep_value(self, value: object) -> str | None:
        """The text that is stored: lowest terms, a whole number without a stroke."""
        exact = self.to_python(super().get_prep_value(value))
        return None if exact is None else str(exact)

    def value_to_string(self, obj: models.Model) -> str:
        """Text for a fixture."""
        return str(self.get_prep_value(self.value_from_object(obj)) or "")
