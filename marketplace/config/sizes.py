"""A request that is larger than anything we ask for is refused before it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase

MOST_BYTES: Final = 4_000_000
"""A price list of the largest size, sent with its form, is a quarter of it."""


def middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Go by the length the request says it has: no server reads more of it than that."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdecimal() or int(said) > MOST_BYTES:
            raise RequestDataTooBig("The request is larger than anything this site asks for.")
        return get_response(request)

    return answer
