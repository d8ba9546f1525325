"""What a person typed into the search box, as words a database can be asked for."""

import re
import unicodedata
from collections.abc import Mapping

from marketplace.enums import Category

MOST_WORDS = 8
LONGEST_WORD = 40

# What people call a kind of service when they search; pages have their own words.
ALSO_CALLED: Mapping[Category, str] = {
    Category.HOME_CARE: "home care homecare carer washing dressing personal care domiciliary",
    Category.PERSONAL_ASSISTANCE: "personal assistant assistance PA support worker",
    Category.NIGHT_SUPPORT: "night overnight sleep-in waking night",
    Category.COMPANIONSHIP: "companion company befriending visit friendship",
    Category.DAY_ACTIVITIES: "day centre club activities group",
    Category.SKILLS_AND_WORK: "skills work job learning training",
    Category.SHORT_BREAKS: "short break respite holiday stay",
    Category.MEALS: "meals food lunch dinner cooking",
    Category.HOUSEWORK: "housework cleaning laundry ironing shopping",
    Category.TRANSPORT: "transport travel driver car lift",
    Category.EQUIPMENT: "equipment aid alarm telecare",
    Category.SUPPORTED_LIVING: "supported living shared lives tenancy",
}

_WORD = re.compile(r"[^\W_]+")


def split(text: str) -> tuple[str, ...]:
    """The words of a search: letters and digits only, lower case, at most eight, each once.

    Everything else (quotes, operators, control characters) only separates, so that what comes out
    can stand in a query of either database.
    """
    cut = dict.fromkeys(word[:LONGEST_WORD] for word in list_all(text))
    return tuple(cut)[:MOST_WORDS]


def list_all(text: str) -> list[str]:
    """Every word of a text in lower case, as often as it occurs."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
