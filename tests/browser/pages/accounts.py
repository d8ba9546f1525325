"""The pages of accounts and the states in which each must be fit to be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from accounts import models
from accounts.enums import Role
from accounts.rules import tokens
from accounts.web import clock
from tests.browser.pages import sign_in
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Support " * 2
NAME = LONG[:200]
NOBODY_TYPED = NotApplicable(name="long", reason="it shows no words that anybody typed")
NO_LIST = NotApplicable(name="empty", reason="it has no list that could be empty")
NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")
BUTTON_ONLY = NotApplicable(name="error", reason="its form has a button and nothing to fill in")
SAME_FOR_ALL = NotApplicable(name="full", reason="it looks the same for everybody")


def _signed_in(**visit: Any) -> Visit:
    return Visit(user=accounts.User(), **visit)


def _named() -> Visit:
    return Visit(user=accounts.User(full_name=NAME, email=f"{'long' * 15}@example.org"))


def _staff(role: Role = Role.CARE_MANAGER, *, name: str = "People's Borough") -> models.Membership:
    authority = accounts.Authority(name=name)
    found: models.Membership = accounts.Membership(organisation=authority, role=role.value)
    return found


def _as_staff(role: Role = Role.CARE_MANAGER, **visit: Any) -> Visit:
    return Visit(user=_staff(role).user, **visit)


def _many_hats(*, name: str = "") -> Visit:
    named = {"full_name": name} if name else {}
    user = accounts.User(**named)
    accounts.Person(user=user, **named)
    accounts.Representative(user=user)
    provider = accounts.ProviderOrganisation(**({"name": name} if name else {}))
    accounts.Membership(user=user, organisation=provider, role="PROVIDER_OWNER")
    return Visit(user=user, shows="acting for")


def _people(*, count: int = 30, name: str = "") -> Visit:
    staff = _staff(name=name or "People's Borough")
    named = {"full_name": name, "known_as": name[:100]} if name else {}
    accounts.Person.create_batch(count, authority=staff.organisation, user=None, **named)
    return Visit(user=staff.user)


def _own_record(*, bare: bool = False, name: str = "", **visit: Any) -> Visit:
    """The person at their own record; `bare`: nobody looked and nobody may act."""
    person = accounts.Person(**({"full_name": name, "address": name} if name else {}))
    if not bare:
        accounts.Representative(person=person, **({"evidence": name} if name else {}))
        inviting = {"kind": "REPRESENTATION", "person": person, "organisation": None, "role": ""}
        accounts.Invitation(**inviting, basis="CHOSEN", scopes=["SEE"], **_valid())
        looker = _staff(name=name or "People's Borough")
        accounts.AuditEvent.create_batch(
            30, person=person, user=looker.user, organisation=looker.organisation
        )
    return Visit(user=person.user, kwargs={"reference": person.reference}, **visit)


def _own_contact(**visit: Any) -> Visit:
    return replace(_own_record(**visit), kwargs={})


def _kept_record(*, name: str = "", **visit: Any) -> Visit:
    """A care manager at the record of somebody who cannot sign in."""
    staff = _staff(name=name or "People's Borough")
    named = {"full_name": name, "known_as": name[:100], "address": name} if name else {}
    person = accounts.Person(authority=staff.organisation, user=None, **named)
    return Visit(user=staff.user, kwargs={"reference": person.reference}, **visit)


def _power(*, name: str = "") -> Visit:
    named = {"full_name": name} if name else {}
    power = accounts.Representative(user=accounts.User(**named))
    kwargs = {"reference": power.person.reference, "key": power.pk}
    return Visit(user=power.person.user, kwargs=kwargs)


def _members(*, name: str = "", alone: bool = False, **visit: Any) -> Visit:
    staff = _staff(Role.COMMISSIONER, name=name or "People's Borough")
    if not alone:
        named = {"full_name": name} if name else {}
        accounts.Membership(organisation=staff.organisation, user=accounts.User(**named))
        accounts.Invitation(organisation=staff.organisation, **_valid())
        accounts.Invitation(organisation=staff.organisation, sent_at=None, **_valid())
    return Visit(user=staff.user, **visit)


def _member(*, name: str = "", last: bool = False, **visit: Any) -> Visit:
    staff = _staff(Role.COMMISSIONER, name=name or "People's Borough")
    named = {"full_name": name} if name else {}
    other = accounts.Membership(organisation=staff.organisation, user=accounts.User(**named))
    return Visit(user=staff.user, kwargs={"key": (staff if last else other).pk}, **visit)


def _valid() -> dict[str, Any]:
    return {"created_at": clock.now(), "expires_at": clock.now() + timedelta(days=7)}


def _invited(*, name: str = "Sunrise Home Support", open_: bool = True, **visit: Any) -> Visit:
    token, user = tokens.new_token(), accounts.User()
    sign_in.proven(user)
    expires_at = clock.now() + timedelta(days=7 if open_ else -1)
    accounts.Invitation(
        email=user.email,
        organisation=accounts.Authority(name=name),
        token_hash=tokens.hash_of(token),
        created_at=expires_at - timedelta(days=7),
        expires_at=expires_at,
    )
    return Visit(user=user, kwargs={"token": token}, **visit)


def _stranger() -> Visit:
    visit = _invited()
    return Visit(kwargs=visit.kwargs)


def _state(state: str, build: Callable[..., Visit], /, **how: Any) -> PageState:
    return PageState(name=state, build=lambda: build(**how))


PAGES: Pages = {
    "accounts:acting-list": (
        _state("empty", _signed_in),
        _state("full", _many_hats),
        NO_FORM,
        _state("long", _many_hats, name=NAME),
    ),
    "accounts:person-list": (
        _state("empty", _people, count=0),
        _state("full", _people),
        _state("error", _as_staff, query="q=" + "x" * 500, status=400, shows="There is a problem"),
        _state("long", _people, count=2, name=NAME),
    ),
    "accounts:person-create": (
        _state("empty", _as_staff),
        SAME_FOR_ALL,
        _state("error", _as_staff, fill={"full_name": "", "email": "nowhere"}),
        NOBODY_TYPED,
    ),
    "accounts:person-detail": (
        _state("empty", _own_record, bare=True),
        _state("full", _kept_record),
        NO_FORM,
        _state("long", _own_record, name=NAME),
    ),
    "accounts:contact-edit": (
        NO_LIST,
        _state("full", _own_contact),
        _state("error", _own_contact, fill={"email": "nowhere"}),
        _state("long", _own_contact, name=NAME),
    ),
    "accounts:person-edit": (
        NO_LIST,
        _state("full", _kept_record),
        _state("error", _kept_record, fill={"full_name": ""}),
        _state("long", _kept_record, name=NAME),
    ),
    "accounts:person-audit": (
        _state("empty", _own_record, bare=True),
        _state("full", _own_record),
        NO_FORM,
        _state("long", _own_record, name=NAME),
    ),
    "accounts:person-invite": (
        _state("empty", _kept_record),
        SAME_FOR_ALL,
        _state("error", _kept_record, fill={"email": "nowhere"}),
        _state("long", _kept_record, name=NAME),
    ),
    "accounts:representative-list": (
        _state("empty", _own_record, bare=True),
        _state("full", _own_record),
        NO_FORM,
        _state("long", _own_record, name=NAME),
    ),
    "accounts:representative-invite": (
        _state("empty", _own_record),
        _state("full", _kept_record),
        _state("error", _own_record, fill={"email": "nowhere"}),
        _state("long", _kept_record, name=NAME),
    ),
    "accounts:representative-end": (
        NO_LIST,
        _state("full", _power),
        BUTTON_ONLY,
        _state("long", _power, name=NAME),
    ),
    "accounts:member-list": (
        _state("empty", _members, alone=True),
        _state("full", _members),
        NO_FORM,
        _state("long", _members, name=NAME),
    ),
    "accounts:member-invite": (
        _state("empty", _members),
        SAME_FOR_ALL,
        _state("error", _members, fill={"email": "nowhere"}),
        _state("long", _members, name=NAME),
    ),
    "accounts:member-end": (
        NO_LIST,
        _state("full", _member),
        _state("error", _member, last=True, fill={}, shows="Nobody else manages"),
        _state("long", _member, name=NAME),
    ),
    "accounts:invitation-detail": (
        PageState(name="empty", build=_stranger),
        _state("full", _invited, shows="Accept"),
        _state("error", _invited, open_=False, status=410),
        _state("long", _invited, name=NAME),
    ),
    "accounts:user-detail": (
        _state("empty", lambda: Visit(user=accounts.User(full_name=""))),
        _state("full", _many_hats),
        NO_FORM,
        PageState(name="long", build=_named),
    ),
    "accounts:user-edit": (
        NO_LIST,
        _state("full", _signed_in),
        _state("error", _signed_in, fill={"full_name": ""}),
        PageState(name="long", build=_named),
    ),
    **sign_in.PAGES,
}

# Addresses that show no page of their own, and why.
NOT_PAGES: dict[str, str] = {
    "accounts:acting-switch": "a button",
    "accounts:call-start": "a button",
    "accounts:call-end": "a button",
    "accounts:demonstration-sign-in": "a button",
    "accounts:invitation-accept": "a button",
    "accounts:invitation-send": "a button",
    "accounts:invitation-withdraw": "a button",
    "accounts:person-own": "leads to the record of whoever is acted for",
    **sign_in.NOT_PAGES,
}
