"""Names somebody looks for: kept in their session, never in an address.

Addresses stand in histories, on shared screens and in logs. A search by name is therefore sent in
the body of a request, kept, and answered by an address that only says that something was kept.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseRedirect, QueryDict

WORDS: Final = "q"
KEPT: Final = "kept"
_SEARCHES: Final = "searches"
_LONGEST: Final = 1000


def keep(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the words that were sent, and go to the list they narrow."""
    asked = request.POST.copy()
    asked.pop("csrfmiddlewaretoken", None)
    words = "".join(asked.pop(WORDS, [])[-1:])[:_LONGEST]
    searches = {**request.session.get(_SEARCHES, {}), request.path: words}
    request.session[_SEARCHES] = searches
    if words:
        asked[KEPT] = "1"
    said = asked.urlencode()
    return HttpResponseRedirect(f"{request.path}?{said}" if said else request.path)


def asked(request: HttpRequest) -> QueryDict | None:
    """What a list is narrowed by: the address, and the words it says were kept; None if nothing."""
    found = request.GET.copy()
    if found.pop(KEPT, None):
        found[WORDS] = request.session.get(_SEARCHES, {}).get(request.path, "")
    return found or None
