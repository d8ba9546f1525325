"""The pages of isf and the states in which each must be fit to be used."""

from __future__ import annotations

from accounts.enums import Role
from accounts.models import User
from accounts.web import clock
from isf.enums import DeploymentKind
from tests.browser.registry import Pages, PageState, Visit
from tests.factories import isf as make

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Support Partnership"


def borough() -> make.Borough:
    return make.Borough(today=clock.today())


def _no_funds() -> Visit:
    return Visit(user=borough().person().user, shows="There is no fund yet")


def _funds_of_a_council() -> Visit:
    place, _ = make.lived_in(today=clock.today())
    place.fund(kind=DeploymentKind.DIRECT_PAYMENT)
    place.fund(holder=place.provider)
    return Visit(user=place.commissioner.user, shows="Together")


def _narrowed_wrongly() -> Visit:
    user: User = borough().finance_officer.user
    return Visit(user=user, query="state=SOLD", status=400, shows="There is a problem")


def _long_names() -> Visit:
    place = borough()
    place.holder.name = LONG
    place.holder.save()
    place.fund(person=place.person(full_name=LONG), weekly_pence=99_999_999)
    return Visit(user=make.member(place.holder, Role.PROVIDER_OWNER).user, shows=LONG)


PAGES: Pages = {
    "isf:fund-list": (
        PageState(name="empty", build=_no_funds),
        PageState(name="full", build=_funds_of_a_council),
        PageState(name="error", build=_narrowed_wrongly),
        PageState(name="long", build=_long_names),
    ),
}

# Addresses that show no page of their own, and why.
NOT_PAGES: dict[str, str] = {}
