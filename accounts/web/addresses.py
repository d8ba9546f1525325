"""Addresses of many things of one kind, for lists: the pattern is looked up once."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.urls import get_script_prefix, get_urlconf, reverse

_NOBODY = UUID(int=0)


def address_of(name: str, *, reference: UUID) -> str:
    """The address of the page of this name about this thing."""
    before, after = _around(name, get_script_prefix(), get_urlconf())
    return f"{before}{reference}{after}"


@cache
def _around(name: str, _prefix: str, urlconf: str | None) -> tuple[str, str]:
    before, after = reverse(name, urlconf=urlconf, args=[_NOBODY]).split(str(_NOBODY))
    return before, after
