"""What a browser is told with every answer, also with those that say no."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from marketplace.config import sizes
from marketplace.config.headers import ALWAYS
from tests.factories import accounts as make
from tests.factories import issuing
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

NOTHING, OURS = "'none'", "'self'"
POLICY = {
    "default-src": NOTHING,
    "base-uri": NOTHING,
    "connect-src": OURS,
    "font-src": OURS,
    "form-action": OURS,
    "frame-ancestors": NOTHING,
    "img-src": OURS,
    "manifest-src": OURS,
    "script-src": OURS,
    "style-src": OURS,
}
BIG = sizes.MOST_BYTES + 1


def failing(client: Client) -> HttpResponse:
    """A page that breaks: the home page, while its presenter cannot be called."""
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("marketplace.web.presenters.home.present_people", _break)
        return client.get("/")


def _break(**_: object) -> None:
    raise ValueError("Rosa Quillonby owes £73.51")


def forged(client: Client) -> HttpResponse:
    strict = Client(enforce_csrf_checks=True)
    return strict.post(reverse("account_login"), {"email": "rosa@people.example"})


ANSWERS: dict[str, tuple[int, Callable[[Client], HttpResponse]]] = {
    "a page": (200, lambda client: client.get("/")),
    "sign-in": (200, lambda client: client.get(reverse("account_login"))),
    "on the way to sign-in": (302, lambda client: client.get(reverse("accounts:person-list"))),
    "another host": (400, lambda client: client.get("/", headers={"host": "evil.example"})),
    "too large": (
        400,
        lambda client: client.post(reverse("account_login"), b"x" * BIG, content_type="text/plain"),
    ),
    "too many fields": (
        400,
        lambda client: client.post(
            reverse("account_login"), {f"f{number}": "" for number in range(1001)}
        ),
    ),
    "a forged form": (403, forged),
    "nothing there": (404, lambda client: client.get("/no-such-page/")),
    "not in this way": (405, lambda client: client.post("/")),
    "broken": (500, failing),
    "a file": (200, lambda client: client.get("/static/shell/shell.css")),
}


def check(answer: HttpResponse) -> None:
    directives = answer["Content-Security-Policy"].split("; ")
    assert dict(directive.split(" ", 1) for directive in directives) == POLICY
    assert {name: answer[name] for name in ALWAYS} == dict(ALWAYS)
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("what", ANSWERS)
def test_every_answer_carries_the_same_headers(client: Client, what: str) -> None:
    status, ask = ANSWERS[what]
    answer = ask(client)
    answer.close()
    assert answer.status_code == status
    check(answer)


@pytest.mark.parametrize("what", ANSWERS)
def test_no_answer_says_more_than_it_should(client: Client, what: str) -> None:
    answer = ANSWERS[what][1](client)
    body = b"".join(answer)
    answer.close()
    said = body.decode() + str(answer.headers)
    for words in (
        "Traceback",
        "Quillonby",
        "73.51",
        "evil.example",
        "urlpatterns",
        "/work",
        "DEBUG",
    ):
        assert words not in said
    assert "Server" not in answer.headers
    assert "X-Powered-By" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/offers/", "/your-sign-in/", "/no-such-page/"])
def test_nothing_shown_to_somebody_signed_in_is_kept(client: Client, address: str) -> None:
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")
    sign_in(client, make.User())
    answer = client.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_a_statement_is_downloaded_and_not_kept(client: Client) -> None:
    _, statement = issuing.issued()
    sign_in(client, statement.fund.person.user)
    kwargs = {"reference": statement.fund.reference, "month": statement.month}
    answer = client.get(reverse("isf:statement-document", kwargs=kwargs))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "no-store" in answer["Cache-Control"]
    check(answer)


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client: Client, settings) -> None:
    settings.DEMONSTRATION = True
    make.User(demonstration_role="BUDGET_HOLDER")
    form = client.get(reverse("account_login"))
    entered = client.post(reverse("accounts:demonstration-sign-in"), {"role": "BUDGET_HOLDER"})
    given = {**form.cookies, **entered.cookies}
    assert set(given) == {"csrftoken", "sessionid"}
    for cookie in given.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]
