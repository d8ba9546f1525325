"""Builds the borough day by day, one transaction a day, and says what happened."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from isf.models import Fund
from isf.queries.balances import fund_balance
from marketplace.config.borough import (
    buying,
    closing,
    compliance,
    contributing,
    founding,
    people,
    reviews,
    safeguarding,
    saving,
    waiting,
    weeks,
)
from marketplace.config.borough.world import Holder, Size, World, same_identifiers

DAYS_A_MONTH = 30
ARRIVE_OVER_WEEKS = 4
MONDAY = 0
EDGE_FUND = 3
HELD_FUND = 2


def first_day(size: Size) -> date:
    """The Monday on which the borough begins."""
    day = size.until - timedelta(days=size.months * DAYS_A_MONTH)
    return day - timedelta(days=day.weekday())


def count_days(size: Size) -> int:
    """How many days will be lived."""
    return (size.until - first_day(size)).days + 1


def live(size: Size) -> Iterator[World]:
    """Live the borough's days in order; yields the world after each.

    The same size, seed and last day give the same borough, to the last hash.
    """
    dice = random.Random(size.seed)  # noqa: S311 - invented lives, nothing secret
    world = World(size=size, dice=dice, day=first_day(size))
    first = world.day
    with same_identifiers(dice):
        while world.day <= size.until:
            with transaction.atomic():
                if world.day == first:
                    founding.found_council(world)
                    founding.found_providers(world)
                    compliance.found_framework(world)
                if world.day.weekday() == MONDAY:
                    monday(world, first=first)
                elif world.day.weekday() == MONDAY + 3:
                    thursday(world)
            yield world
            world.day += timedelta(days=1)


def monday(world: World, *, first: date) -> None:
    """People arrive, money comes, last week is recorded, bills go out."""
    week = (world.day - first).days // 7
    known = list(world.holders)
    if week % 2 == 0:
        weeks.record_everybodys_visits(world)
    each = -(-world.size.people // ARRIVE_OVER_WEEKS)
    if week < ARRIVE_OVER_WEEKS:
        for number in range(week * each, min((week + 1) * each, world.size.people)):
            people.settle(world, number=number)
    weeks.pay_and_charge(world)
    closing.close_last_month(world)
    for holder in world.holders[len(known) :]:
        buying.buy(world, holder=holder)
    if week and weeks.is_bill_day(world, first=first):
        for holder in known:
            weeks.send_bills(world, holder=holder)
    if world.size.until - world.day < timedelta(days=7):
        last_monday(world)


def thursday(world: World) -> None:
    """Bills are looked at, taxis are taken; some bills are left for later."""
    waiting = weeks.list_waiting(world)
    for holder in world.holders:
        weeks.take_taxi(world, holder=holder)
        if weeks.leaves_for_later(world, holder=holder):
            continue
        for invoice in waiting.get(holder.fund_id, ()):
            if world.dice.random() > weeks.WAITS:
                weeks.decide(world, holder=holder, invoice=invoice)
                reviews.maybe_review(world, holder=holder, invoice=invoice)


def last_monday(world: World) -> None:
    """The edges that must be there at the end."""
    reviews.dispute(world)
    buying.ask_too_much(world, holder=world.holders[0])
    buying.ask_the_first_provider(world)
    if len(world.holders) > EDGE_FUND:
        run_low(world, holder=world.holders[EDGE_FUND])
    saving.save_for_a_holiday(world, holder=world.holders[0])
    contributing.contribute(world, holder=world.holders[0])
    waiting.leave_for_the_council(world)
    if len(world.holders) > HELD_FUND:
        safeguarding.put_a_hold(world, holder=world.holders[HELD_FUND])


def run_low(world: World, *, holder: Holder) -> None:
    """Spend until less than a week's money is available."""
    balance = fund_balance(fund=Fund.objects.get(pk=holder.fund_id))
    pence = balance.available_pence - holder.weekly_pence // 3
    if pence > 0:
        weeks.spend_down(world, holder=holder, pence=pence)
