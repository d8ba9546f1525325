"""Lives of money an accountant can follow: what each entry takes, and what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count

import pytest

from isf.enums import AccountKind, EntryKind
from isf.rules.origins import Side, Step, fold
from isf.rules.tranches import THE_COUNCIL, THE_PERSON, Expiry, Party, Tranche, by_funder

APRIL, MAY, JUNE = date(2026, 4, 6), date(2026, 5, 4), date(2026, 6, 1)
TAXI = Party(kind=AccountKind.PROVIDER, organisation_id=1)
FARM = Party(kind=AccountKind.PROVIDER, organisation_id=2)
HOLDER = Party(kind=AccountKind.FEE, organisation_id=3)
NUMBERS = count(1)


def step(
    kind: EntryKind,
    pence: int,
    *,
    on: date = APRIL,
    sides: dict[Party, int] | None = None,
    reverses: Step | None = None,
    purpose: str = "",
    carried: tuple[Tranche, ...] = (),
) -> Step:
    """One entry; `sides` says what each party got, the council gave or got everything otherwise."""
    given = sides or {THE_COUNCIL: -pence}
    return Step(
        entry_id=next(NUMBERS),
        kind=kind,
        day=on,
        reverses_id=reverses.entry_id if reverses else None,
        moves=((purpose, pence),),
        sides=tuple(Side(party=party, pence=amount) for party, amount in given.items()),
        carried=carried,
    )


def paid(pence: int, on: date = APRIL) -> Step:
    return step(EntryKind.ALLOCATION, pence, on=on)


def bought(pence: int, on: date = APRIL, payee: Party = TAXI) -> Step:
    return step(EntryKind.PURCHASE, -pence, on=on, sides={payee: pence})


def mirror(of: Step, on: date) -> Step:
    moves = tuple((purpose, -pence) for purpose, pence in of.moves)
    sides = tuple(replace(side, pence=-side.pence) for side in of.sides)
    number = next(NUMBERS)
    return replace(
        of, entry_id=number, reverses_id=of.entry_id, moves=moves, sides=sides, day=on, carried=()
    )


def left(*steps: Step, expiries: tuple[Expiry, ...] = ()) -> list[tuple[date, Fraction]]:
    return [
        (tranche.received_on, tranche.pence) for tranche in fold(steps=steps, expiries=expiries)
    ]


def shared(pence: int, person: int, on: date = APRIL) -> Step:
    """An allocation of which the person owes the council a part: gross."""
    origin = Tranche(
        entry_id=0,
        funder=THE_COUNCIL,
        received_on=on,
        purpose="",
        expires_on=None,
        pence=Fraction(pence - person),
    )
    own = replace(origin, funder=THE_PERSON, pence=Fraction(person))
    return step(EntryKind.ALLOCATION, pence, on=on, carried=(origin, own))


@pytest.mark.rule("ISF-ROL-2")
def test_the_oldest_money_is_spent_first() -> None:
    """1,920.00 in April and in May; 2,000.00 spent: April's is gone, of May's 1,840.00 are left."""
    assert left(paid(192_000), paid(192_000, MAY), bought(200_000, MAY)) == [(MAY, 184_000)]


@pytest.mark.rule("ISF-ROL-2")
def test_tranches_alike_are_spent_in_proportion_and_kept_exactly() -> None:
    """3,000.00, 8% the person's; 2,987.66 spent: of 12.34, 0.9872 is the person's."""
    tranches = fold(steps=[shared(300_000, 24_000), bought(298_766)])
    assert by_funder(tranches=tranches) == {
        THE_COUNCIL: Fraction("1135.28"),
        THE_PERSON: Fraction("98.72"),
    }


@pytest.mark.rule("ISF-ROL-2")
def test_expired_money_stays_is_spent_last_and_can_be_spent() -> None:
    """April's money expires after a month: in June May's goes first, then April's all the same."""
    expiries = (Expiry(starts_on=APRIL, months=1), Expiry(starts_on=MAY, months=None))
    both = (paid(10_000), paid(10_000, MAY))
    assert left(*both, bought(12_000, JUNE), expiries=expiries) == [(APRIL, 8_000)]
    assert left(*both, bought(12_000, date(2026, 5, 6)), expiries=expiries) == [(MAY, 8_000)]


@pytest.mark.rule("ISF-ROL-2")
def test_a_reversal_restores_the_tranches_it_was_taken_from() -> None:
    """150.00 took April's 100.00 and 50.00 of May's; reversed in June they are as before."""
    before = (paid(10_000), paid(10_000, MAY))
    taxi = bought(15_000, MAY)
    assert left(*before, taxi) == [(MAY, 5_000)]
    assert left(*before, taxi, mirror(taxi, JUNE)) == [(APRIL, 10_000), (MAY, 10_000)]


@pytest.mark.rule("ISF-ROL-2")
def test_a_refund_restores_what_that_payee_was_paid_the_newest_first() -> None:
    """The farm gives 60.00 back of its 70.00, which were paid of May's money."""
    steps = [paid(10_000), paid(10_000, MAY), bought(10_000), bought(7_000, MAY, FARM)]
    refund = step(EntryKind.REFUND, 6_000, on=JUNE, sides={FARM: -6_000})
    assert left(*steps, refund) == [(MAY, 9_000)]
    too_much = step(EntryKind.REFUND, 8_000, on=JUNE, sides={FARM: -8_000})
    assert left(*steps, too_much) == [(MAY, 10_000), (JUNE, 1_000)]


@pytest.mark.rule("ISF-FEE-5")
def test_fee_given_back_goes_into_the_tranches_it_was_taken_from_newest_first() -> None:
    fee = step(EntryKind.FEE, -10_000, on=APRIL, sides={HOLDER: 10_000})
    again = step(EntryKind.FEE, -5_000, on=MAY, sides={HOLDER: 5_000})
    back = step(EntryKind.FEE_BACK, 7_000, on=JUNE, sides={HOLDER: -7_000})
    both = (paid(10_000), paid(10_000, MAY), fee, again)
    assert left(*both) == [(MAY, 5_000)]
    assert left(*both, back) == [(APRIL, 2_000), (MAY, 10_000)]


@pytest.mark.rule("ISF-FEE-5")
@pytest.mark.rule("ISF-ROL-2")
@pytest.mark.parametrize("kind", [EntryKind.FEE_BACK, EntryKind.REFUND])
def test_what_comes_back_goes_in_proportion_to_tranches_that_gave_in_proportion(
    kind: EntryKind,
) -> None:
    """8% of the money is the person's: of 100.00 taken 8.00, and of 25.00 given back 2.00."""
    money = shared(300_000, 24_000)
    fee = step(EntryKind.FEE, -10_000, sides={HOLDER: 10_000})
    back = step(kind, 2_500, sides={HOLDER: -2_500})
    tranches = fold(steps=[money, fee, back])
    assert by_funder(tranches=tranches) == {THE_COUNCIL: 269_100, THE_PERSON: 23_400}


@pytest.mark.rule("ISF-FUN-1")
def test_what_is_taken_back_comes_from_the_newest_allocation() -> None:
    lower = step(EntryKind.ALLOCATION_DIFFERENCE, -3_000, on=JUNE)
    assert left(paid(10_000), paid(2_000, MAY), lower) == [(APRIL, 9_000)]


@pytest.mark.rule("ISF-ROL-2")
def test_an_allocation_reversed_takes_its_own_money_then_the_newest_other() -> None:
    first, second, third = paid(10_000), paid(10_000, MAY), paid(10_000, JUNE)
    spent = bought(4_000, JUNE)
    assert left(first, second, third, spent, mirror(first, JUNE)) == [(MAY, 10_000), (JUNE, 6_000)]


@pytest.mark.rule("ISF-ROL-6")
def test_money_that_goes_back_is_taken_from_the_tranches_of_who_gets_it() -> None:
    """Of 12.34 the person gets 0.98 and the council 11.36: nothing is left, no part of a penny."""
    steps = [shared(300_000, 24_000), bought(298_766)]
    back = step(EntryKind.RETURN, -1_234, on=JUNE, sides={THE_COUNCIL: 1_136, THE_PERSON: 98})
    assert fold(steps=[*steps, back]) == ()
    some = step(EntryKind.RECOVERY, -600, on=JUNE, sides={THE_COUNCIL: 600})
    assert by_funder(tranches=fold(steps=[*steps, some])) == {
        THE_COUNCIL: Fraction("535.28"),
        THE_PERSON: Fraction("98.72"),
    }


@pytest.mark.rule("ISF-FUN-5")
def test_what_goes_to_third_parties_is_taken_of_each_in_proportion_whenever_they_paid() -> None:
    """Two paid 100.00, on other days, and the person 100.00: of 150.00 each gets 50.00."""
    shared_account = Party(kind=AccountKind.THIRD_PARTY)
    payers = [Party(kind=AccountKind.THIRD_PARTY, reference=name) for name in ("a", "b")]
    steps = [
        step(
            EntryKind.TOPUP,
            10_000,
            on=day,
            purpose="topup:1",
            sides={party if party == THE_PERSON else shared_account: -10_000},
            carried=(carried(party, day),),
        )
        for party, day in zip([THE_PERSON, *payers], (APRIL, MAY, JUNE), strict=True)
    ]
    sides = {THE_PERSON: 5_000, shared_account: 10_000}
    back = step(EntryKind.RETURN, -15_000, on=JUNE, purpose="topup:1", sides=sides)
    left_of = by_funder(tranches=fold(steps=[*steps, back]))
    assert left_of == dict.fromkeys([THE_PERSON, *payers], Fraction(5_000))


def carried(party: Party, on: date) -> Tranche:
    return Tranche(
        entry_id=0,
        funder=party,
        received_on=on,
        purpose="topup:1",
        expires_on=None,
        pence=Fraction(10_000),
    )


@pytest.mark.rule("ISF-FUN-2")
def test_a_contribution_that_was_not_due_was_the_persons() -> None:
    steps = [shared(10_000, 2_000), step(EntryKind.CONTRIBUTION_NOT_DUE, -500, on=MAY)]
    assert by_funder(tranches=fold(steps=steps)) == {THE_COUNCIL: 8_000, THE_PERSON: 1_500}


@pytest.mark.rule("ISF-POR-3")
def test_what_moves_away_is_what_is_last_to_be_spent() -> None:
    away = step(
        EntryKind.TRANSFER, -12_000, on=JUNE, sides={Party(kind=AccountKind.TRANSFER): 12_000}
    )
    assert left(paid(10_000), paid(10_000, MAY), away) == [(APRIL, 8_000)]


@pytest.mark.rule("ISF-ROL-2")
def test_what_was_spent_beyond_all_money_is_taken_of_what_comes_next() -> None:
    """A direct payment: 100.00 in, 150.00 spent, 80.00 in: 30.00 are left; reversed, 180.00."""
    too_much = bought(15_000)
    assert left(paid(10_000), too_much) == []
    assert left(paid(10_000), too_much, paid(8_000, MAY)) == [(MAY, 3_000)]
    undone = (paid(10_000), too_much, paid(8_000, MAY), mirror(too_much, JUNE))
    assert left(*undone) == [(APRIL, 10_000), (MAY, 8_000)]


@pytest.mark.rule("ISF-ROL-2")
def test_money_of_a_purpose_is_taken_of_that_purpose_alone() -> None:
    core = step(EntryKind.ALLOCATION, 5_000, purpose="core")
    tied = step(EntryKind.BILL, -3_000, on=MAY, purpose="core", sides={FARM: 3_000})
    tranches = fold(steps=[paid(10_000), core, tied])
    assert [(t.purpose, t.pence) for t in tranches] == [("", 10_000), ("core", 2_000)]


def test_an_entry_of_two_purposes_is_reversed_for_each_alone() -> None:
    """100 for one purpose, 50 for another, 30 of the first spent: 70 short of nothing goes."""
    both = replace(paid(150), moves=(("bed", 100), ("car", 50)))
    spent = step(EntryKind.PURCHASE, -30, sides={TAXI: 30}, purpose="bed")
    assert {(one.purpose, one.pence) for one in fold(steps=[both, spent])} == {
        ("bed", 70),
        ("car", 50),
    }
    undone = replace(mirror(both, MAY), moves=(("car", -50),))
    assert [(one.purpose, one.pence) for one in fold(steps=[both, spent, undone])] == [("bed", 70)]


def test_a_purpose_that_nothing_moves_of_stays_as_it_is() -> None:
    first = paid(100)
    nothing = replace(bought(40), moves=(("", 0), ("car", -40)))
    assert left(first, nothing) == left(first)
