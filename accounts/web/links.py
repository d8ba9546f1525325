"""Addresses of our pages as they stand in letters."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse


def invitation_link(request: HttpRequest) -> Callable[[str], str]:
    """Makes the full address of the page for a token."""

    def link_to(token: str) -> str:
        return request.build_absolute_uri(reverse("accounts:invitation-detail", args=[token]))

    return link_to
