"""Help with spelling when a search finds nothing: words that offers do use."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from marketplace.models import OfferText
from marketplace.queries import full_text
from marketplace.rules import words

MOST_TITLES = 2000
CLOSE_ENOUGH = 75
SHORTEST = 3


def suggest(*, text: str) -> str | None:
    """The text with each unknown word replaced by the closest word in use, if that finds anything.

    Only called when the text itself found nothing: it reads up to 2,000 titles.
    """
    asked = words.split(text)
    known = _vocabulary()
    suggestion = " ".join(_closest(word, known) for word in asked)
    if suggestion == " ".join(asked) or not full_text.list_matching(text=suggestion):
        return None
    return suggestion


def _vocabulary() -> set[str]:
    titles = OfferText.objects.order_by("-pk").values_list("title", flat=True)[:MOST_TITLES]
    return set(_long_words([*titles, *words.ALSO_CALLED.values()]))


def _long_words(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for word in words.list_all(text):
            if len(word) >= SHORTEST:
                yield word


def _closest(word: str, known: set[str]) -> str:
    if word in known or len(word) < SHORTEST:
        return word
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return word if found is None else found[0]
