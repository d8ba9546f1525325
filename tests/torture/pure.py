"""Random lives of funds: the oracle of the tests and the product's pure rules say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from isf.enums import NoticeKind, Schedule
from isf.rules import absences, contributions, entitlement, fees, notice, promises, schedule
from isf.rules.amounts import line_amount, split
from isf.rules.origins import fold
from isf.rules.surplus import Standing, review
from isf.rules.tranches import Expiry, shares_of, split_left
from tests.oracle import days, pence, plans, telling
from tests.oracle.happenings import Course
from tests.oracle.story import Story
from tests.oracle.worth import Worth
from tests.torture import translated
from tests.torture.findings import Finding

WEEK = timedelta(weeks=1)


class Disagreement(Finding):
    """The oracle and the product differ; the seed tells the life again."""

    def __init__(self, *, seed: int, what: str, oracle: Any, product: Any) -> None:
        self.seed = seed
        super().__init__(f"life {seed}: {what}: the oracle says {oracle}, the product {product}")


class Life:
    """One life, told by its seed, and everything that is compared in it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = Random(seed)
        length = self.random.choice([5, 20, 40, 70, 130])
        self.story: Story = telling.story(self.random, length)
        self.last = self.story.begins + timedelta(days=length)
        self.worth = Worth(self.story, self.last)
        self.term = translated.term(self.story)
        self.fees = translated.fee_terms(self.story, self.term)
        self.given = translated.contributions(self.story)
        self.seen: Counter[str] = Counter()

    def same(self, what: str, oracle: Any, product: Any) -> None:
        if oracle != product:
            raise Disagreement(seed=self.seed, what=what, oracle=oracle, product=product)
        self.seen[what] += 1

    def day(self) -> date:
        return telling.some_day(self.random, self.story.begins, self.last)

    def compare(self) -> Counter[str]:
        self.seen["lives"] += 1
        self.entitlements()
        self.fee()
        if self.story.stays:
            self.absences()
        if self.given:
            self.weeks()
        self.money()
        part = self.random.randint(0, 3)
        (self.amounts, self.promise, self.leaving, self.surplus)[part]()
        return self.seen

    def entitlements(self) -> None:
        first, last = sorted((self.day(), self.day()))
        product = entitlement.entitlement(term=self.term, first_on=first, last_on=last)
        self.same("entitlement", self.worth.between(first, last), product)
        posted = self.random.randint(0, 100_000)
        product = entitlement.instalment(term=self.term, through_on=last, posted_pence=posted)
        self.same("instalment", self.worth.entitled(last) - posted, product)

    def fee(self) -> None:
        for day in (self.day(), self.last):
            figures = fees.figures_to(terms=self.fees, through_on=day)
            caps = figures.cap_pence, figures.soft_pence, figures.hard_pence
            self.same("fee to date", self.worth.fee(day), figures.due_pence)
            self.same("caps to date", self.worth.ceilings(day), caps)

    def absences(self) -> None:
        away, terms = translated.stays(self.story)
        nil = absences.nil_days(stays=away, terms=terms)
        covered = {
            day
            for day in days.each(self.story.begins, self.last)
            if any(stretch.cover(day) for stretch in nil)
        }
        self.same("nil days", {day for day in self.worth.away if day <= self.last}, covered)
        number = self.random.choice([1, 28, 29, 56])
        told = [
            day
            for day, at in days.away(self.story.stays, self.last, apart=self.story.apart_days)
            if at == number
        ]
        joined = absences.join(stays=away, terms=terms)
        found = [absences.day_away(joined=one, number=number) for one in joined]
        self.same("a day away", told, [day for day in found if day and day <= self.last])

    def weeks(self) -> None:
        monday = self.day()
        monday -= monday.weekday() * days.ONE
        if monday + WEEK > self.last:
            return
        care = self.random.choice([0, self.random.randint(-100, 60_000)])
        week = contributions.week(
            term=self.term, contributions=self.given, monday=monday, care_pence=care
        )
        self.same(
            "a week's contribution",
            (*self.worth.contributed(monday), *self.worth.due(monday, care)),
            (week.agreed_pence, week.net_pence, week.due_pence, week.net_due_pence),
        )
        paid = contributions.without(
            term=self.term, contributions=self.given, modes=contributions.NET
        )
        product = entitlement.instalment(term=paid, through_on=monday, posted_pence=0)
        self.same("what the council pays", self.worth.council_pays(monday), product)

    def money(self) -> None:
        """Tranches through a course of entries, then what is left, shared by whose it is."""
        months = self.random.choice([None, None, 0, 1, 3])
        course = Course(random=self.random, worth=self.worth, last=self.last, expiry_months=months)
        course.run(self.random.randint(2, 14))
        expiries = (Expiry(starts_on=date.min, months=months),)
        steps = [
            translated.step(told, life=self.term, given=self.given, expiries=expiries)
            for told in course.told
        ]
        left = fold(steps=steps, expiries=expiries)
        sums: dict[Any, Fraction] = {}
        for one in left:
            name = str(one.funder.kind) + (
                f":{one.funder.reference}" if one.funder.reference else ""
            )
            key = (name, one.received_on, one.purpose, one.expires_on)
            sums[key] = sums.get(key, Fraction(0)) + one.pence
        self.same("tranches left", course.purse.left(), sums)
        for told in course.told:
            self.seen[f"entries: {told.kind}"] += 1
        untied = [one for one in left if not one.purpose]
        part = int(course.purse.holds(""))
        if part:
            part, on = self.random.randint(1, part), self.last
            oracle = pence.to_funders(part, course.purse.weights(part, "", on))
            shared = split_left(pence=part, weights=shares_of(tranches=untied, pence=part, on=on))
            product = {
                str(who.kind) + (f":{who.reference}" if who.reference else ""): amount
                for who, amount in shared.items()
            }
            self.same("whose is left", oracle, product)

    def amounts(self) -> None:
        price, top = self.random.randint(0, 9_999), self.random.randint(0, 40)
        quantity = Fraction(top, self.random.choice([1, 2, 3, 4, 60]))
        product = line_amount(price_pence=price, quantity=quantity)
        self.same("a visit", pence.visit(price, quantity), product)
        weights = [Fraction(self.random.randint(0, 9)) for _ in range(self.random.randint(1, 6))]
        weights.append(Fraction(self.random.randint(1, 9), 7))
        total = self.random.randint(0, 100_000)
        product_shares = split(total_pence=total, weights=weights)
        self.same("a split", pence.shares(total, weights), product_shares)

    def promise(self) -> None:
        if self.story.begins == self.last:
            return
        weekly = self.story.rates[0][1]
        whole = [
            telling.order(self.random, self.story.begins, self.last, weekly // n) for n in (1, 2, 3)
        ]
        new, running = whole[0], whole[1 : self.random.randint(1, 3)]
        aside = self.random.choice([0, 0, self.random.randint(0, weekly)])
        end = new.last + WEEK
        worth = Worth(self.story, end)
        oracle = plans.too_much(worth, new, running, aside)
        product = None
        try:
            promises.check_promise(
                plan=translated.plan(new),
                running=[translated.plan(one) for one in running],
                terms=self.fees,
                set_aside_pence=aside,
            )
        except promises.PromiseTooLarge as refused:
            product = refused.week
        self.same("a promise refused" if oracle else "a promise kept", oracle, product)

    def leaving(self) -> None:
        received = self.story.begins + timedelta(days=self.random.randint(0, 900))
        agreed = self.random.choice(["month", "28", "14"])
        terms = notice.Terms(
            kind=NoticeKind.MONTH if agreed == "month" else NoticeKind.DAYS,
            days=28 if agreed == "month" else int(agreed),
            starts_on=self.story.begins,
        )
        product = notice.earliest_last_day(terms=terms, received_on=received)
        self.same("the last day", days.notice_ends(received, agreed), product)
        paid = self.random.choice(list(Schedule))
        period = schedule.period_from(schedule=paid, first_on=received)
        self.same("a period", days.period_ends(str(paid), received), period.last_on)

    def surplus(self) -> None:
        held, weeks = telling.held(self.random), self.random.choice([1, 4, 8])
        found = review(
            standing=Standing(
                posted_pence=held.posted,
                reserved_pence=held.reserved,
                later_pence=held.for_later_days,
                resting_pence=held.resting_on_later_days,
                overdue_pence=held.saved_and_overdue,
                expired_pence=held.expired,
                weekly_pence=held.weekly,
                weeks=weeks,
            )
        )
        product = found.uncommitted_pence, found.is_case
        self.same("a surplus", plans.review(held, weeks), product)


def compare(seed: int) -> Counter[str]:
    """One random life; what was compared in it. Errors: `Disagreement`."""
    return Life(seed).compare()


def compare_all(seeds: Iterable[int]) -> Counter[str]:
    """One life after the other. Errors: `Disagreement` of the first that differs."""
    seen: Counter[str] = Counter()
    for seed in seeds:
        seen.update(compare(seed))
    return seen
