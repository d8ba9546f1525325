"""What a page was sent, if anything was."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


def sent(request: HttpRequest) -> QueryDict | None:
    """The answers of a form that was sent, even when all of them are empty."""
    return request.POST if request.method == "POST" else None
