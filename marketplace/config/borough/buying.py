"""How people of the borough buy: an offer that fits the week, sometimes one that does not."""

from datetime import time, timedelta
from fractions import Fraction
from itertools import product
from uuid import UUID

from accounts.enums import DayType
from accounts.fields import to_pence
from marketplace import funding
from marketplace.config.borough.world import Holder, Seller, World
from marketplace.enums import DeclineReason, Grade, Unit
from marketplace.models import OfferVersion
from marketplace.operations import orders
from marketplace.queries import offers as offer_queries
from marketplace.rules.orders import Line, Request

ORDERS_EACH = (1, 2, 2, 3)
SHARES = (Fraction(1, 4), Fraction(1, 3), Fraction(2, 5))
STARTS = (time(8), time(9, 30), time(11), time(14), time(16))
DECLINED = 0.05
MOST_DAYS = 5
MOST_HOURS = 6
OWN_HOLDER = 0.6
A_TENTH = Fraction(1, 10)


def buy(world: World, *, holder: Holder) -> None:
    """The first orders of a person who has just got their fund."""
    for _ in range(world.dice.choice(ORDERS_EACH)):
        is_own = holder.holder is not None and world.dice.random() < OWN_HOLDER
        seller = holder.holder if is_own and holder.holder else world.dice.choice(world.sellers)
        order_one(world, holder=holder, seller=seller, share=world.dice.choice(SHARES))


def order_one(world: World, *, holder: Holder, seller: Seller, share: Fraction) -> None:
    """Order something of this provider that costs about a share of the week."""
    version = offer_queries.get_current(offer=world.dice.choice(seller.offers), on=world.day)
    grade = Grade(world.dice.choice(sorted({p.grade for p in version.prices.all()})))
    line = fitting_line(world, version=version, grade=grade, pence=holder.weekly_pence * share)
    if line is None:
        return
    request = request_for(world, holder=holder, version=version, grade=grade, line=line)
    answer(world, holder=holder, seller=seller, order=place(world, holder=holder, request=request))


def request_for(
    world: World, *, holder: Holder, version: OfferVersion, grade: Grade, line: Line
) -> Request:
    """The order form as the person fills it in; most orders have no end."""
    return Request(
        token=UUID(bytes=world.dice.randbytes(16), version=4),
        offer=version.offer.reference,
        version=version.number,
        grade=grade,
        fund=holder.fund,
        starts_on=world.day + timedelta(days=1),
        ends_on=None,
        lines=(line,),
    )


def fitting_line(
    world: World, *, version: OfferVersion, grade: Grade, pence: Fraction
) -> Line | None:
    """A pattern of visits that costs no more than so many pence a week, or None."""
    price = next(
        to_pence(row.price)
        for row in version.prices.all()
        if row.grade == grade and row.day_type == DayType.WEEKDAY
    )
    units = int(pence / price)
    if not units:
        return None
    days = world.dice.randrange(1, min(MOST_DAYS, units) + 1)
    each = min(units // days, MOST_HOURS) if version.unit == Unit.HOUR else 1
    return Line(
        weekdays=frozenset(world.dice.sample(range(5), days)),
        starts_at=world.dice.choice(STARTS),
        quantity=Fraction(each),
    )


def place(world: World, *, holder: Holder, request: Request) -> UUID | None:
    """Place an order; None when the money does not reach."""
    try:
        order = orders.place(
            by=world.for_person(holder),
            person_id=holder.person.pk,
            request=request,
            at=world.at,
            on=world.day,
        )
    except (funding.PromiseTooLarge, funding.InsufficientFunds):
        world.tell("an order refused for money")
        return None
    world.tell("orders")
    return order.reference


def answer(world: World, *, holder: Holder, seller: Seller, order: UUID | None) -> None:
    """The provider accepts, or now and then declines."""
    if order is None:
        return
    by = world.acting(seller.manager, organisation=seller.organisation)
    first = "orders declined" not in world.told
    if world.dice.random() < DECLINED or (first and world.told.get("orders", 0) > MOST_DAYS):
        orders.decline(by=by, order=order, reason=DeclineReason.NO_WORKER, at=world.at)
        world.tell("orders declined")
    else:
        orders.accept(by=by, order=order, at=world.at)
        holder.orders.append(order)


def ask_too_much(world: World, *, holder: Holder) -> None:
    """Ask for more hours than the week brings, and be told what is available."""
    seller = world.sellers[0]
    for reference in seller.offers:
        version = offer_queries.get_current(offer=reference, on=world.day)
        if version.unit == Unit.HOUR:
            grade = Grade(min(p.grade for p in version.prices.all()))
            line = Line(
                weekdays=frozenset(range(7)), starts_at=time(9), quantity=Fraction(MOST_HOURS)
            )
            request = request_for(world, holder=holder, version=version, grade=grade, line=line)
            place(world, holder=holder, request=request)
            return


def ask_the_first_provider(world: World) -> None:
    """An order that the first provider has not answered yet."""
    for holder, reference in product(world.holders, world.sellers[0].offers):
        version = offer_queries.get_current(offer=reference, on=world.day)
        grade = Grade(min(p.grade for p in version.prices.all()))
        line = fitting_line(
            world, version=version, grade=grade, pence=holder.weekly_pence * A_TENTH
        )
        if line is None:
            continue
        request = request_for(world, holder=holder, version=version, grade=grade, line=line)
        if place(world, holder=holder, request=request):
            world.tell("an order that waits for its provider")
            return
