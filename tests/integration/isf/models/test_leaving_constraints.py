"""What the database refuses of funds, notices and closings, whoever writes."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from isf.enums import ClosingPlace, NoticeChange, NoticeParty
from isf.models import ClosingChoice, Fund, Notice, NoticeWish
from tests.factories.leaving import Leaving
from tests.factories.money import MONDAY, noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund() -> Fund:
    return Leaving().fund


@pytest.mark.rule("ISF-RES-1")
def test_an_isf_has_a_holder(fund: Fund) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Fund.objects.filter(pk=fund.pk).update(holder=None)


@pytest.mark.rule("ISF-POR-1")
def test_safeguarding_says_why_and_one_wish_waits_at_a_time(fund: Fund) -> None:
    notice = Notice.objects.get(fund=fund)
    with pytest.raises(IntegrityError, match="safeguarding_says_why"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(for_safeguarding=True)
    asked = {
        "notice": notice,
        "change": NoticeChange.WITHDRAWAL,
        "asked_by": NoticeParty.PERSON,
        "asks": NoticeParty.HOLDER,
        "asked_at": noon(MONDAY),
    }
    NoticeWish.objects.create(**asked)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeWish.objects.create(**asked)
    NoticeWish.objects.update(answer="DECLINED")
    with pytest.raises(IntegrityError, match="has_a_day"), transaction.atomic():
        NoticeWish.objects.create(**asked | {"change": NoticeChange.SHORTER})


@pytest.mark.rule("ISF-POR-3")
@pytest.mark.parametrize(
    ("place", "named"), [(ClosingPlace.FUND, False), (ClosingPlace.COUNCIL, True)]
)
def test_a_chosen_fund_is_named_and_no_other_place_names_one(
    fund: Fund, place: ClosingPlace, named: bool
) -> None:
    with pytest.raises(IntegrityError, match="a_chosen_fund_is_named"), transaction.atomic():
        ClosingChoice.objects.create(
            reference=uuid4(),
            fund=fund,
            place=place,
            target=fund if named else None,
            chosen_at=noon(MONDAY),
        )
