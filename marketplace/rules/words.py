"""What a person typed into the search box, as words a database can be asked for."""

import re
import unicodedata

MOST_WORDS = 8
LONGEST_WORD = 40

_WORD = re.compile(r"[^\W_]+")


def split(text: str) -> tuple[str, ...]:
    """The words of a text: letters and digits only, lower case, at most eight, each once.

    Everything else (quotes, operators, control characters) only separates, so that what comes out
    can stand in a query of either database.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(plain))
    return tuple(words)[:MOST_WORDS]
