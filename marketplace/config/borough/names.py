"""Invented names: people, places, providers, and what they offer at realistic prices."""

from dataclasses import dataclass

from marketplace.enums import Category, Grade, Unit

COUNCIL = "People's Borough Council"
AREAS = (
    "Alder Green",
    "Bridgefield",
    "Canal Side",
    "Dovecote",
    "Eastbrook",
    "Fern Hill",
    "Old Market",
    "Weavers Row",
)
FIRST_NAMES = (
    "Amina", "Bernard", "Ciara", "Desmond", "Edith", "Farid", "Gwen", "Harjit", "Irene", "Joseph",
    "Kofi", "Lena", "Marcus", "Nasreen", "Olive", "Patrick", "Quentin", "Rosa", "Stanley", "Tala",
    "Ursula", "Victor", "Winifred", "Xavier", "Yusuf", "Zofia", "Alan", "Beryl", "Colin", "Doreen",
)  # fmt: skip
LAST_NAMES = (
    "Ashdown", "Birchall", "Chowdry", "Derwent", "Ellerby", "Fallowfield", "Garside", "Hathersage",
    "Ingleby", "Jessop", "Kerrigan", "Lathom", "Mossley", "Nuttall", "Okoro", "Pemberton",
    "Quarmby", "Rashid", "Stainforth", "Thackray", "Underhill", "Varley", "Wetherby", "Yardley",
)  # fmt: skip
PROVIDERS = (
    "Goodcare Together", "Carewell at Home", "Kind Hands Co-operative", "Brightside Living",
    "Harbour Support", "Meadow and Mill", "Open Door Days", "Lantern Nights", "Stepping Stones PA",
    "Tea and Company", "Fernbank Breaks", "Wheels of Weavers Row", "Northgate Care",
    "Elm Tree Help", "Silverline Support", "Common Ground Days",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One thing a provider of the borough might offer; price in pence on a weekday."""

    title: str
    category: Category
    included: str
    unit: Unit
    price_pence: int
    grades: tuple[Grade, ...] = (Grade.ONE_PRICE,)


IDEAS = (
    Idea(
        title="Help at home",
        category=Category.HOME_CARE,
        included="Washing, dressing, meals and medicines, the way you like them done.",
        unit=Unit.HOUR,
        price_pence=2410,
        grades=(Grade.BASIC, Grade.SKILLED),
    ),
    Idea(
        title="Your own personal assistant",
        category=Category.PERSONAL_ASSISTANCE,
        included="One regular worker you choose, for whatever the day brings.",
        unit=Unit.HOUR,
        price_pence=2595,
    ),
    Idea(
        title="Somebody to go out with",
        category=Category.COMPANIONSHIP,
        included="Company to the shops, the cinema, a café or a match.",
        unit=Unit.HOUR,
        price_pence=2350,
    ),
    Idea(
        title="Home care with nursing skills",
        category=Category.HOME_CARE,
        included="Workers trained in catheter, PEG and epilepsy support.",
        unit=Unit.HOUR,
        price_pence=3214,
        grades=(Grade.SKILLED, Grade.SPECIALIST),
    ),
    Idea(
        title="Light housework",
        category=Category.HOUSEWORK,
        included="Cleaning, laundry and changing the bed.",
        unit=Unit.HOUR,
        price_pence=2290,
    ),
    Idea(
        title="A day at the workshop",
        category=Category.DAY_ACTIVITIES,
        included="Woodwork, lunch together and the minibus both ways.",
        unit=Unit.DAY,
        price_pence=6200,
    ),
    Idea(
        title="Cooked lunch to your door",
        category=Category.MEALS,
        included="A hot two-course lunch and a few words at the door.",
        unit=Unit.ITEM,
        price_pence=895,
    ),
    Idea(
        title="A calm hand in the night",
        category=Category.NIGHT_SUPPORT,
        included="A worker who sleeps in and wakes when you need help.",
        unit=Unit.VISIT,
        price_pence=9800,
    ),
    Idea(
        title="Learning to travel on your own",
        category=Category.SKILLS_AND_WORK,
        included="Practising a bus route until it is yours.",
        unit=Unit.HOUR,
        price_pence=2780,
    ),
    Idea(
        title="Door-to-door transport",
        category=Category.TRANSPORT,
        included="An accessible minibus with a driver who helps you in.",
        unit=Unit.ITEM,
        price_pence=1250,
    ),
    Idea(
        title="A morning visit",
        category=Category.HOME_CARE,
        included="Up, washed, dressed and breakfast, in your own time.",
        unit=Unit.VISIT,
        price_pence=2190,
    ),
    Idea(
        title="Evening company",
        category=Category.COMPANIONSHIP,
        included="Supper, a game or a film, and help to bed.",
        unit=Unit.HOUR,
        price_pence=2510,
    ),
)
