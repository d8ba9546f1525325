"""The first day: council, staff, policy, areas, providers and their offers."""

from datetime import date, time

from accounts.enums import DayType, Nation, OrganisationKind, Role
from accounts.models import Organisation, User
from accounts.operations import demonstration, memberships, organisations, users
from isf.enums import NoticeKind, Schedule
from isf.operations import policies
from isf.rules.tied_parts import ReadyParts
from marketplace.config.borough import names
from marketplace.config.borough.names import Idea
from marketplace.config.borough.world import Seller, World
from marketplace.enums import CancellationKind, Grade, Unit, VatTreatment
from marketplace.operations import areas, offers, providers
from marketplace.operations.providers import Profile
from marketplace.rules.versions import Content

STAFF = (
    ("COMMISSIONER", "Ruth Calder", Role.COMMISSIONER, "COMMISSIONER"),
    ("COMMISSIONER_2", "Imran Sheikh", Role.COMMISSIONER, ""),
    ("FINANCE_OFFICER", "Dilys Morgan", Role.FINANCE_OFFICER, "FINANCE_OFFICER"),
    ("CARE_MANAGER", "Tom Adeyemi", Role.CARE_MANAGER, "CARE_MANAGER"),
    ("SAFEGUARDING_LEAD", "Joyce Pemberton", Role.SAFEGUARDING_LEAD, "SAFEGUARDING_LEAD"),
)
GRADE_STEP = {
    Grade.ONE_PRICE: 0,
    Grade.BASIC: 0,
    Grade.SKILLED: 480,
    Grade.SPECIALIST: 1100,
}
OFFERS_EACH = 5
LONG_AGO = date(2020, 1, 1)

# What the council offers for residential support, as its own policy: no number of the product.
RESIDENTIAL = ReadyParts(
    name="Residential", parts=(("Core", 7_500), ("Personal hours", 2_000), ("Cash", 500))
)
NUMBERS = policies.Numbers(
    soft_cap_bp=1000,
    hard_cap_bp=1500,
    notice_kind=NoticeKind.DAYS,
    notice_days=28,
    surplus_weeks_isf=4,
    surplus_weeks_dp=8,
    tolerance_bp=0,
    approval_days=10,
    late_bill_days=28,
    case_days=14,
    bank_months=12,
    recovery_notice_days=14,
    expiry_months=None,
    absence_funded_days=28,
    absence_apart_days=7,
    absence_review_day=56,
    contribution_days=1,
    lifts_hold=Role.SAFEGUARDING_LEAD,
    schedule=Schedule.FOUR_WEEKLY,
    may_not_buy=("gambling", "rent"),
    ready_parts=(RESIDENTIAL,),
)


def make_user(world: World, *, name: str, demonstration_role: str = "") -> User:
    """A user with an invented address that can never receive mail."""
    address = f"{name.lower().replace(' ', '.').replace(chr(39), '')}.{len(world.users)}"
    user = users.register(
        by=world.operator, email=f"{address}@example.org", full_name=name, at=world.at
    )
    if demonstration_role:
        demonstration.mark(by=world.operator, user_id=user.pk, role=demonstration_role, at=world.at)
    world.users[demonstration_role or f"user-{user.pk}"] = user
    return user


def give_role(world: World, *, user: User, organisation: Organisation, role: Role) -> None:
    """A role in an organisation from long ago."""
    memberships.grant(
        by=world.operator,
        user_id=user.pk,
        organisation_id=organisation.pk,
        role=role,
        starts_on=min(world.day, LONG_AGO),
        at=world.at,
    )
    world.known.pop(user.pk, None)


def found_council(world: World) -> None:
    """The council with its staff, its policy and its areas."""
    council = organisations.create(
        by=world.operator,
        kind=OrganisationKind.AUTHORITY,
        name=names.COUNCIL,
        nation=Nation.ENGLAND,
        at=world.at,
    )
    world.council = council
    for key, name, role, marked in STAFF:
        user = make_user(world, name=name, demonstration_role=marked)
        world.users[key] = user
        give_role(world, user=user, organisation=council, role=role)
    commissioner = world.acting(world.users["COMMISSIONER"], organisation=council)
    policies.publish(
        authority_id=council.pk,
        starts_on=world.day,
        numbers=NUMBERS,
        by=commissioner,
        at=world.at,
        on=world.day,
    )
    for name in names.AREAS:
        area = areas.name(by=commissioner, authority=council, name=name, at=world.at)
        world.areas.append(area.reference)


def found_providers(world: World) -> None:
    """Providers with a manager, a finance worker, a page and published offers."""
    for number in range(world.size.providers):
        base = names.PROVIDERS[number % len(names.PROVIDERS)]
        round_ = number // len(names.PROVIDERS)
        name = base if round_ == 0 else f"{base} {round_ + 1}"
        world.sellers.append(found_provider(world, name=name, is_first=number == 0))


def found_provider(world: World, *, name: str, is_first: bool) -> Seller:
    """One provider; the first has the demonstration people."""
    organisation = organisations.create(
        by=world.operator,
        kind=OrganisationKind.PROVIDER,
        name=name,
        nation=Nation.ENGLAND,
        at=world.at,
    )
    manager = make_user(
        world,
        name="Priya Nair" if is_first else random_name(world),
        demonstration_role="PROVIDER_MANAGER" if is_first else "",
    )
    finance = make_user(
        world,
        name="Owen Hartley" if is_first else random_name(world),
        demonstration_role="PROVIDER_FINANCE" if is_first else "",
    )
    give_role(world, user=manager, organisation=organisation, role=Role.PROVIDER_MANAGER)
    give_role(world, user=finance, organisation=organisation, role=Role.PROVIDER_FINANCE)
    seller = Seller(organisation=organisation, manager=manager, finance=finance)
    by = world.acting(manager, organisation=organisation)
    providers.describe(
        by=by,
        organisation_id=organisation.pk,
        profile=Profile(
            about=f"{name} is a small team from the borough. We come when we said we would.",
            phone=f"01632 960{world.dice.randrange(1000):03d}",
            email=f"hello@{''.join(c for c in name.lower() if c.isalnum())}.example.org",
        ),
        at=world.at,
    )
    for idea in world.dice.sample(names.IDEAS, OFFERS_EACH):
        version = offers.draft(
            by=by,
            organisation_id=organisation.pk,
            content=content_of(world, idea),
            at=world.at,
        )
        reference = version.offer.reference
        offers.publish(by=by, offer=reference, at=world.at, on=world.day)
        seller.offers.append(reference)
    return seller


def content_of(world: World, idea: Idea) -> Content:
    """An offer as this provider makes it, its price a little above or below the usual."""
    base = idea.price_pence * world.dice.randrange(97, 109) // 100
    prices = {
        (grade, day_type): (base + GRADE_STEP[grade]) * percent // 100
        for grade in idea.grades
        for day_type, percent in (
            (DayType.WEEKDAY, 100),
            (DayType.SATURDAY, 112),
            (DayType.SUNDAY, 125),
            (DayType.BANK_HOLIDAY, 150),
        )
    }
    return Content(
        title=idea.title,
        category=idea.category,
        included=idea.included,
        areas=frozenset(world.dice.sample(world.areas, world.dice.randrange(3, 9))),
        unit=idea.unit,
        notice_days=7,
        cancellation=CancellationKind.NONE,
        cancellation_pence=0,
        cancellation_days=0,
        vat=VatTreatment.EXEMPT,
        vat_reason="Welfare service of a registered provider",
        weekdays=frozenset(range(7)),
        opens_at=time(7) if idea.unit is Unit.HOUR else None,
        closes_at=time(22) if idea.unit is Unit.HOUR else None,
        availability_note="",
        starts_on=world.day,
        prices=prices,
    )


def random_name(world: World) -> str:
    """A first and a last name that belong to nobody."""
    return f"{world.dice.choice(names.FIRST_NAMES)} {world.dice.choice(names.LAST_NAMES)}"
