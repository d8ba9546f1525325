"""Invented funds that several pages of isf are looked at with."""

from __future__ import annotations

from accounts.web import clock
from isf.enums import NoticeParty
from isf.models import Fund
from tests.browser.registry import NotApplicable, Visit
from tests.factories import accounts
from tests.factories import isf as make
from tests.factories.notices import given

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Support Partnership"

NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")


def borough() -> make.Borough:
    return make.Borough(today=clock.today())


def of(fund: Fund, **more: object) -> dict[str, object]:
    return {"reference": fund.reference, **more}


def new_fund() -> Visit:
    fund = borough().fund(paid=False)
    return Visit(user=fund.person.user, kwargs=of(fund), shows="Nothing is ordered")


def long_fund() -> Visit:
    place = borough()
    place.holder.name = LONG
    place.holder.save()
    fund = place.fund(person=place.person(full_name=LONG), weekly_pence=99_999_999)
    place.order(fund, service=LONG, payee=place.holder, price_pence=9_999_999)
    council = accounts.actor_for_member(place.care_manager)
    given(fund, by=council, party=NoticeParty.HOLDER)
    return Visit(user=place.commissioner.user, kwargs=of(fund), shows=LONG)
