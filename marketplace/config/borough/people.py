"""People of the borough: their records, budgets, funds, and those at the edges."""

from datetime import timedelta

from accounts.enums import Basis, LettersBy, Scope
from accounts.operations import people, representatives
from accounts.operations.people import Details
from accounts.operations.representatives import Power
from isf.enums import DeploymentKind
from isf.models import Fund
from isf.operations import agreements, budgets, fee_approvals
from isf.rules.fees import FeeVersion
from marketplace.config.borough.founding import make_user, random_name
from marketplace.config.borough.world import Holder, Seller, World

WEEKLY_POUNDS = (120, 180, 240, 310, 365, 420, 480, 480, 560, 640, 750, 920)
SIGNS_IN = 0.6
SILENT = 0.2
EDGE_FEE = 2


def settle(world: World, *, number: int) -> None:
    """One person arrives: record, budget, agreement with a holder."""
    is_demo = number == 0
    weekly = 48_000 if is_demo else world.dice.choice(WEEKLY_POUNDS) * 100
    seller = world.sellers[0] if is_demo else world.dice.choice(world.sellers)
    if number == 1:
        arrive_mixed(world, seller=seller)
    else:
        arrive(world, number=number, weekly=weekly, seller=seller)


def record_of(world: World, *, number: int) -> Holder:
    """A person's record, and the user they sign in with if they do."""
    name = "Margaret Hollis" if number == 0 else random_name(world)
    staff = world.acting(world.users["CARE_MANAGER"], organisation=world.authority)
    user = None
    if number == 0 or world.dice.random() < SIGNS_IN:
        user = make_user(
            world, name=name, demonstration_role="BUDGET_HOLDER" if number == 0 else ""
        )
    person = people.register(
        by=staff,
        authority_id=world.authority.pk,
        details=Details(
            full_name=name,
            known_as=name.split()[0],
            email=user.email if user else "",
            phone=f"01632 960{world.dice.randrange(1000):03d}",
            address=f"{world.dice.randrange(1, 120)} Invented Street",
            postcode=f"PB{world.dice.randrange(1, 9)} {world.dice.randrange(1, 9)}ZZ",
            letters_by=LettersBy.EMAIL if user else LettersBy.POST,
        ),
        at=world.at,
    )
    if user is not None:
        people.link_user(by=world.operator, person_id=person.pk, user_id=user.pk, at=world.at)
    return Holder(
        person=person, user=user, fund=person.reference, fund_id=0, weekly_pence=0, holder=None
    )


def arrive(world: World, *, number: int, weekly: int, seller: Seller) -> None:
    """A person with one individual service fund."""
    holder = record_of(world, number=number)
    budget_id = budget(world, holder=holder, weekly=weekly)
    is_edge = number == EDGE_FEE
    rate_bp = 1000 if number == 0 or is_edge else world.dice.choice((700, 800, 900, 1000))
    fund = agree(
        world, holder=holder, budget_id=budget_id, weekly=weekly, seller=seller, rate_bp=rate_bp
    )
    keep(world, holder=holder, fund=fund, weekly=weekly, seller=seller)
    if is_edge:
        ask_for_more(world, fund=fund)
    if number == 0:
        represent(world, holder=holder)


def arrive_mixed(world: World, *, seller: Seller) -> None:
    """A person who takes part as a direct payment and part as an individual service fund."""
    holder = record_of(world, number=1)
    budget_id = budget(world, holder=holder, weekly=52_000)
    by = world.acting(world.users["COMMISSIONER"], organisation=world.authority)
    agreements.agree(
        budget_id=budget_id,
        kind=DeploymentKind.DIRECT_PAYMENT,
        holder_id=None,
        weekly_pence=12_000,
        starts_on=world.day,
        by=by,
        at=world.at,
        on=world.day,
    )
    fund = agree(
        world, holder=holder, budget_id=budget_id, weekly=40_000, seller=seller, rate_bp=1000
    )
    keep(world, holder=holder, fund=fund, weekly=40_000, seller=seller)
    world.tell("a direct payment beside an individual service fund")


def budget(world: World, *, holder: Holder, weekly: int) -> int:
    """The personal budget, recorded by the commissioner."""
    by = world.acting(world.users["COMMISSIONER"], organisation=world.authority)
    change = budgets.record(
        person_id=holder.person.pk,
        authority_id=world.authority.pk,
        weekly_pence=weekly,
        starts_on=world.day,
        by=by,
        at=world.at,
        on=world.day,
    )
    return change.budget.pk


def agree(
    world: World, *, holder: Holder, budget_id: int, weekly: int, seller: Seller, rate_bp: int
) -> Fund:
    """The agreement between person, holder and council."""
    by = world.acting(world.users["COMMISSIONER"], organisation=world.authority)
    silent = world.dice.random() < SILENT and holder.user is None
    return agreements.agree(
        budget_id=budget_id,
        kind=DeploymentKind.ISF,
        holder_id=seller.organisation.pk,
        weekly_pence=weekly,
        starts_on=world.day,
        fee=FeeVersion(starts_on=world.day, rate_bp=rate_bp),
        silence_consented_on=world.day if silent else None,
        by=by,
        at=world.at,
        on=world.day,
    )


def keep(world: World, *, holder: Holder, fund: Fund, weekly: int, seller: Seller) -> None:
    """Remember the fund for the days to come."""
    holder.fund, holder.fund_id = fund.reference, fund.pk
    holder.weekly_pence, holder.holder = weekly, seller
    world.holders.append(holder)


def ask_for_more(world: World, *, fund: Fund) -> None:
    """A fee above the soft cap: asked for by one commissioner, approved by another."""
    asking = world.acting(world.users["COMMISSIONER"], organisation=world.authority)
    deciding = world.acting(world.users["COMMISSIONER_2"], organisation=world.authority)
    starts_on = world.day + timedelta(days=28)
    asked = fee_approvals.ask(
        fund_id=fund.pk,
        starts_on=starts_on,
        ends_on=None,
        reason="The holder trains two new workers for this person.",
        by=asking,
        at=world.at,
        on=world.day,
    )
    fee_approvals.decide(
        approval_id=asked.pk,
        approve=True,
        reason="For a year, then looked at again.",
        by=deciding,
        at=world.at,
        on=world.day,
    )
    agreements.change_fee(
        fund_id=fund.pk,
        fee=FeeVersion(starts_on=starts_on, rate_bp=1250),
        by=asking,
        at=world.at,
        on=world.day,
    )
    world.tell("a fee above the soft cap, approved")


def represent(world: World, *, holder: Holder) -> None:
    """Somebody the person has chosen acts for them too."""
    user = make_user(world, name="Daniel Hollis", demonstration_role="REPRESENTATIVE")
    representatives.admit(
        by=world.for_person(holder),
        person_id=holder.person.pk,
        user_id=user.pk,
        power=Power(basis=Basis.CHOSEN, scopes=frozenset(Scope)),
        starts_on=world.day,
        at=world.at,
    )
