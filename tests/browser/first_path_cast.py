"""Who takes part in the first path, and what they speak of."""

from __future__ import annotations

from datetime import date

from accounts.enums import Role
from accounts.models import User
from tests.factories import isf, marketplace

HELP = "Help at home with Bright Days"
NOBODY_CAME = "Nobody came that Tuesday, I waited until noon."


class People:
    """Everybody who takes part; nothing of the money or the market is there yet."""

    def __init__(self) -> None:
        self.borough = isf.Borough(today=date(2026, 3, 30))
        self.commissioner = self.borough.commissioner.user
        self.rosa = self.borough.person(full_name="Rosa Lane", address="1 Quay Street")
        self.provider = marketplace.Provider(organisation=self.borough.provider)
        self.area = marketplace.Area(authority=self.borough.authority, name="Harbour")
        self.manager = isf.member(self.borough.provider, Role.PROVIDER_MANAGER).user
        self.finance = isf.member(self.borough.provider, Role.PROVIDER_FINANCE).user

    @property
    def holder(self) -> User:
        """The budget holder, who acts for herself."""
        user: User = self.rosa.user
        return user


def day_of(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """The three boxes in which a day is typed."""
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}
