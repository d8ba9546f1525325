"""The checks of the compliance board, each at its last day and at the day after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from marketplace.enums import Acts, CheckState, InsuranceKind, Reason, RegistrationStatus, Regulator
from marketplace.rules import compliance
from marketplace.rules.compliance import Days, Listing, Numbers
from marketplace.rules.compliance_insurance import check_insurance
from marketplace.rules.compliance_papers import (
    ChecksOwn,
    Cover,
    Looked,
    OnSale,
    Registered,
    check_may_confirm,
    check_price,
    check_registration,
)

ON = date(2026, 6, 30)
DAY = timedelta(days=1)
NUMBERS = Numbers()
PUBLIC, EMPLOYERS = InsuranceKind.PUBLIC_LIABILITY, InsuranceKind.EMPLOYERS_LIABILITY


def said(finding):
    return finding.state, finding.reason, finding.since


# On and off the framework


@pytest.mark.rule("MKT-CMP-1")
def test_on_the_framework_to_its_last_day_and_off_the_day_after():
    listing = Listing(
        days=Days(starts_on=date(2026, 1, 1), ends_on=ON), framework="Home care", reason="Bid won"
    )
    last = compliance.standing(listings=(listing,), on=ON)
    assert (last.is_on, last.since, last.until) == (True, date(2026, 1, 1), ON)
    after = compliance.standing(listings=(listing,), on=ON + DAY)
    assert (after.is_on, after.since, after.reason) == (False, ON + DAY, "Bid won")
    before = compliance.standing(listings=(listing,), on=date(2025, 12, 31))
    assert (before.is_on, before.since) == (False, None)


# Price


@pytest.mark.rule("MKT-CMP-2")
def test_a_price_counts_from_the_later_of_publishing_and_beginning():
    offer = OnSale(is_published=True, moved_on=ON - 9 * DAY, starts_on=ON)
    older = OnSale(is_published=True, moved_on=ON - 50 * DAY, starts_on=ON - 40 * DAY)
    assert said(check_price(offers=[offer], on=ON)) == (
        CheckState.MET, Reason.PRICE_PUBLISHED, ON
    )  # fmt: skip
    assert check_price(offers=[offer, older], on=ON).since == ON - 40 * DAY
    assert check_price(offers=[offer], on=ON - DAY).state is CheckState.SOON


@pytest.mark.rule("MKT-CMP-2")
def test_what_was_withdrawn_is_missing_since_then():
    offers = [
        OnSale(is_published=False, moved_on=ON - days * DAY, starts_on=ON - 90 * DAY)
        for days in (5, 3)
    ]
    assert said(check_price(offers=offers, on=ON)) == (
        CheckState.NOT_MET, Reason.PRICE_WITHDRAWN, ON - 3 * DAY
    )  # fmt: skip
    assert said(check_price(offers=[], on=ON)) == (CheckState.NOT_MET, Reason.PRICE_NEVER, None)


# Registration


def registered(*looked):
    return Registered(
        regulator=Regulator.CQC,
        number="1-123",
        recorded_on=date(2026, 1, 2),
        looked=tuple(looked),
    )


def look(status=RegistrationStatus.REGISTERED, *, on=date(2026, 2, 1), ends_on=None):
    return Looked(status=status, checked_on=on, ends_on=ends_on)


def registration(*looked, on=ON):
    return check_registration(registered=registered(*looked), numbers=NUMBERS, on=on)


@pytest.mark.rule("MKT-CMP-3")
def test_a_registration_the_council_has_not_looked_up_is_not_known():
    none = check_registration(registered=None, numbers=NUMBERS, on=ON)
    assert said(none) == (CheckState.NOT_MET, Reason.REGISTRATION_NOT_RECORDED, None)
    assert none.acts is Acts.PROVIDER
    waits = registration()
    assert said(waits) == (
        CheckState.NOT_KNOWN, Reason.REGISTRATION_NOT_CHECKED, date(2026, 1, 2)
    )  # fmt: skip
    assert waits.acts is Acts.COUNCIL


@pytest.mark.rule("MKT-CMP-3")
@pytest.mark.parametrize(
    ("days_left", "state", "since"),
    [
        (31, CheckState.MET, date(2026, 2, 1)),
        (30, CheckState.SOON, ON),
        (0, CheckState.SOON, ON - 30 * DAY),
        (-1, CheckState.NOT_MET, ON),
    ],
)
def test_a_registration_ends_after_its_last_day(days_left, state, since):
    found = registration(look(ends_on=ON + days_left * DAY))
    assert (found.state, found.since) == (state, since)


@pytest.mark.rule("MKT-CMP-3")
@pytest.mark.parametrize(
    ("age", "state", "reason"),
    [
        (334, CheckState.MET, Reason.REGISTERED),
        (335, CheckState.SOON, Reason.CHECK_DUE),
        (365, CheckState.SOON, Reason.CHECK_DUE),
        (366, CheckState.NOT_KNOWN, Reason.CHECK_OLD),
    ],
)
def test_a_look_grows_old(age, state, reason):
    found = registration(look(on=ON - age * DAY))
    assert (found.state, found.reason) == (state, reason)


@pytest.mark.rule("MKT-CMP-3")
def test_since_is_the_first_of_the_looks_that_found_the_same():
    first, second = look(on=date(2026, 2, 1)), look(on=date(2026, 5, 1))
    gone = look(RegistrationStatus.NOT_FOUND, on=date(2026, 3, 1))
    assert registration(first, second).since == date(2026, 2, 1)
    assert registration(first, gone, second).since == date(2026, 5, 1)
    assert said(registration(first, gone)) == (
        CheckState.NOT_MET, Reason.REGISTRATION_NOT_FOUND, date(2026, 3, 1)
    )  # fmt: skip
    assert registration(look(RegistrationStatus.NOT_NEEDED)).reason is (
        Reason.REGISTRATION_NOT_NEEDED
    )


@pytest.mark.rule("MKT-CMP-8")
def test_nobody_confirms_what_they_recorded_or_for_whom_they_work():
    check_may_confirm(recorded_by=1, confirms=2, works_there=False)
    check_may_confirm(recorded_by=None, confirms=None, works_there=False)
    with pytest.raises(ChecksOwn):
        check_may_confirm(recorded_by=1, confirms=1, works_there=False)
    with pytest.raises(ChecksOwn):
        check_may_confirm(recorded_by=1, confirms=2, works_there=True)


# Insurance


def cover(kind=PUBLIC, *, ends_on, starts_on=date(2025, 7, 1), pence=500_000_000):
    return Cover(kind=kind, starts_on=starts_on, ends_on=ends_on, pence=pence)


def insured(*covers, on=ON):
    always = cover(EMPLOYERS, ends_on=date(2030, 1, 1), starts_on=date(2020, 1, 1))
    return check_insurance(covers=[*covers, always], numbers=NUMBERS, on=on)


@pytest.mark.rule("MKT-CMP-4")
@pytest.mark.parametrize(
    ("days_left", "state", "since"),
    [
        (31, CheckState.MET, date(2025, 7, 1)),
        (30, CheckState.SOON, ON),
        (1, CheckState.SOON, ON - 29 * DAY),
        (0, CheckState.SOON, ON - 30 * DAY),
        (-1, CheckState.NOT_MET, ON),
        (-2, CheckState.NOT_MET, ON - DAY),
    ],
)
def test_insurance_counts_to_its_last_day(days_left, state, since):
    found = insured(cover(ends_on=ON + days_left * DAY))
    assert (found.state, found.since) == (state, since)


@pytest.mark.rule("MKT-CMP-4")
def test_certificates_that_touch_are_one_and_a_day_between_is_a_gap():
    old = cover(ends_on=ON - 10 * DAY)
    touching = cover(starts_on=ON - 9 * DAY, ends_on=ON + 300 * DAY)
    late = cover(starts_on=ON - 8 * DAY, ends_on=ON + 300 * DAY)
    assert said(insured(old, touching)) == (
        CheckState.MET, Reason.INSURED, date(2025, 7, 1)
    )  # fmt: skip
    assert insured(old, late).since == ON - 8 * DAY
    renewed = cover(starts_on=ON + 6 * DAY, ends_on=ON + 300 * DAY)
    assert insured(cover(ends_on=ON + 5 * DAY), renewed).state is CheckState.MET
    assert insured(cover(ends_on=ON + 4 * DAY), renewed).state is CheckState.SOON


@pytest.mark.rule("MKT-CMP-4")
def test_cover_is_high_enough_to_the_penny():
    far = ON + 200 * DAY
    assert insured(cover(ends_on=far, pence=500_000_000)).state is CheckState.MET
    low = insured(cover(ends_on=far, pence=499_999_999))
    assert said(low) == (CheckState.NOT_MET, Reason.INSURANCE_TOO_LOW, date(2025, 7, 1))
    assert low.figures["cover_pence"] == 499_999_999


@pytest.mark.rule("MKT-CMP-4")
def test_each_kind_that_is_asked_for_must_be_there():
    both = [cover(ends_on=ON + 99 * DAY), cover(EMPLOYERS, ends_on=ON + 60 * DAY)]
    found = check_insurance(covers=both, numbers=NUMBERS, on=ON)
    assert (found.state, found.figures["ends_on"]) == (CheckState.MET, ON + 60 * DAY)
    missing = check_insurance(covers=both[:1], numbers=NUMBERS, on=ON)
    assert (missing.reason, missing.figures["kind"]) == (Reason.INSURANCE_NOT_RECORDED, EMPLOYERS)
    not_asked = replace(NUMBERS, employers_liability_pence=0)
    assert check_insurance(covers=both[:1], numbers=not_asked, on=ON).state is CheckState.MET
    nothing = replace(not_asked, public_liability_pence=0)
    assert check_insurance(covers=[], numbers=nothing, on=ON).reason is Reason.INSURANCE_NOT_ASKED


@pytest.mark.rule("MKT-CMP-4")
def test_insurance_that_begins_later_is_not_there_yet():
    found = insured(cover(starts_on=ON + DAY, ends_on=ON + 300 * DAY))
    assert (found.state, found.reason) == (CheckState.NOT_MET, Reason.INSURANCE_BEGINS)
