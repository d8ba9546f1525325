"""Invitations: single use, for one address, for seven days; the letter says nothing of anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from accounts.enums import Basis, Role, Scope
from accounts.models import AuditEvent, Invitation, Membership, Person, Representative, User
from accounts.operations import acceptance, invitations, memberships, representatives
from accounts.operations.representatives import Power
from accounts.permissions import Actor, NotAllowed
from accounts.rules.invitations import State
from tests.factories import accounts as make

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-04-01T09:00+00:00")
ON = date(2026, 4, 1)
WEEK = timedelta(days=7)
CHOSEN = Power(basis=Basis.CHOSEN, scopes=frozenset({Scope.SEE, Scope.ORDER}))
Post = Callable[..., AbstractContextManager[Any]]


def link_to(token: str) -> str:
    return f"https://market.example/invitation/{token}/"


def token_in(message: Any) -> str:
    found = re.search(r"/invitation/([^/]+)/", message.body)
    assert found
    return found[1]


def user_with(email: str, *, verified: bool = True) -> User:
    user: User = make.User(email=email.lower())
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


@pytest.fixture
def owner() -> Actor:
    return make.actor_with_role(make.ProviderOrganisation(), Role.PROVIDER_OWNER)


@pytest.fixture
def invite(owner: Actor, django_capture_on_commit_callbacks: Post) -> Callable[..., str]:
    """Invite somebody to work for the owner's organisation; gives the token they are sent."""

    def send(email: str = "ben@example.org") -> str:
        assert owner.organisation_id
        with django_capture_on_commit_callbacks(execute=True):
            invitations.invite_member(
                by=owner,
                organisation_id=owner.organisation_id,
                email=email,
                role=Role.PROVIDER_FINANCE,
                link_to=link_to,
                at=AT,
            )
        return token_in(mail.outbox[-1])

    return send


def accept(user: User, token: str, at: datetime = AT) -> Invitation:
    return acceptance.accept(by=Actor(user_id=user.pk), token=token, at=at, on=at.date())


def test_the_letter_says_nothing_of_anybody(owner: Actor, invite: Callable[..., str]) -> None:
    invite()

    organisation = make.models.Organisation.objects.get()
    inviter = User.objects.get()
    [message] = mail.outbox
    text = f"{message.subject} {message.body}"
    for word in (organisation.name, inviter.full_name, inviter.email, "finance", "ben"):
        assert word.lower() not in text.lower()


def test_only_a_hash_of_the_secret_is_kept(invite: Callable[..., str]) -> None:
    token = invite()

    kept = Invitation.objects.get()
    assert len(kept.token_hash) == 64
    assert token not in str(vars(kept))
    assert token not in str(list(AuditEvent.objects.values()))


def test_no_letter_goes_when_nothing_was_written(
    owner: Actor, django_capture_on_commit_callbacks: Post
) -> None:
    assert owner.organisation_id
    with (
        django_capture_on_commit_callbacks(execute=True) as letters,
        pytest.raises(memberships.RoleNotHere),
    ):
        invitations.invite_member(
            by=owner,
            organisation_id=owner.organisation_id,
            email="ben@example.org",
            role=Role.COMMISSIONER,
            link_to=link_to,
            at=AT,
        )
    assert (letters, mail.outbox, Invitation.objects.count()) == ([], [], 0)


def test_accepting_gives_the_role_from_that_day(owner: Actor, invite: Callable[..., str]) -> None:
    ben = user_with("Ben@example.org")

    accept(ben, invite("BEN@example.org"), at=AT + timedelta(days=2))

    membership = Membership.objects.get(user=ben)
    assert membership.organisation_id == owner.organisation_id
    assert (membership.role, membership.starts_on) == ("PROVIDER_FINANCE", date(2026, 4, 3))
    event = AuditEvent.objects.get(action="INVITATION_ACCEPTED")
    assert (event.user_id, event.organisation_id) == (ben.pk, owner.organisation_id)


def test_an_invitation_is_taken_up_once(invite: Callable[..., str]) -> None:
    ben, token = user_with("ben@example.org"), invite()
    accept(ben, token)

    with pytest.raises(acceptance.Unusable) as refused:
        accept(ben, token)

    assert refused.value.state is State.ACCEPTED
    assert Membership.objects.filter(user=ben).count() == 1


@pytest.mark.parametrize(("wait", "works"), [(WEEK - timedelta(seconds=1), True), (WEEK, False)])
def test_an_invitation_lasts_seven_days(
    invite: Callable[..., str], wait: timedelta, works: bool
) -> None:
    ben, token = user_with("ben@example.org"), invite()

    if works:
        accept(ben, token, at=AT + wait)
    else:
        with pytest.raises(acceptance.Unusable):
            accept(ben, token, at=AT + wait)

    assert Membership.objects.filter(user=ben).exists() is works


@pytest.mark.parametrize("verified", [True, False])
def test_only_whoever_reads_mail_at_the_address_may_accept(
    invite: Callable[..., str], verified: bool
) -> None:
    token = invite("ben@example.org")
    user = (
        user_with("eve@example.org") if verified else user_with("ben@example.org", verified=False)
    )

    with pytest.raises(acceptance.OtherAddress):
        accept(user, token)

    assert not Membership.objects.filter(user=user).exists()
    assert Invitation.objects.get().accepted_at is None


def test_an_invitation_taken_back_is_dead(owner: Actor, invite: Callable[..., str]) -> None:
    token = invite()
    invitations.withdraw(by=owner, reference=Invitation.objects.get().reference, at=AT)

    with pytest.raises(acceptance.Unusable):
        accept(user_with("ben@example.org"), token)


def test_what_was_accepted_cannot_be_taken_back(owner: Actor, invite: Callable[..., str]) -> None:
    accept(user_with("ben@example.org"), invite())

    invitations.withdraw(by=owner, reference=Invitation.objects.get().reference, at=AT)

    assert Invitation.objects.get().withdrawn_at is None
    assert not AuditEvent.objects.filter(action="INVITATION_WITHDRAWN").exists()


def test_another_organisation_cannot_take_it_back(invite: Callable[..., str]) -> None:
    invite()
    other = make.actor_with_role(make.ProviderOrganisation(), Role.PROVIDER_OWNER)

    with pytest.raises(NotAllowed):
        invitations.withdraw(by=other, reference=Invitation.objects.get().reference, at=AT)


def test_a_token_nobody_was_sent_finds_nothing() -> None:
    with pytest.raises(Invitation.DoesNotExist):
        accept(make.User(), "guess")


def test_a_person_claims_their_record(django_capture_on_commit_callbacks: Post) -> None:
    person = make.Person(user=None)
    staff = make.actor_with_role(person.authority, Role.CARE_MANAGER)
    with django_capture_on_commit_callbacks(execute=True):
        invitations.invite_to_claim(
            by=staff, person_id=person.pk, email="rosa@example.org", link_to=link_to, at=AT
        )
    rosa = user_with("rosa@example.org")

    accept(rosa, token_in(mail.outbox[0]))

    assert Person.objects.get(pk=person.pk).user == rosa
    with pytest.raises(invitations.AlreadyClaimed):
        invitations.invite_to_claim(
            by=staff, person_id=person.pk, email="eve@example.org", link_to=link_to, at=AT
        )


def test_a_record_is_claimed_by_one_user_only(django_capture_on_commit_callbacks: Post) -> None:
    person = make.Person(user=None)
    staff = make.actor_with_role(person.authority, Role.CARE_MANAGER)
    with django_capture_on_commit_callbacks(execute=True):
        for email in ("rosa@example.org", "eve@example.org"):
            invitations.invite_to_claim(
                by=staff, person_id=person.pk, email=email, link_to=link_to, at=AT
            )
    first, second = (token_in(message) for message in mail.outbox)
    accept(user_with("rosa@example.org"), first)

    with pytest.raises(acceptance.HasARecord):
        accept(user_with("eve@example.org"), second)

    assert Person.objects.get(pk=person.pk).user.email == "rosa@example.org"


def test_a_representative_gets_exactly_what_was_offered(
    django_capture_on_commit_callbacks: Post,
) -> None:
    person = make.Person()
    with django_capture_on_commit_callbacks(execute=True):
        invitations.invite_representative(
            by=make.actor_for_person(person),
            person_id=person.pk,
            email="ben@example.org",
            power=CHOSEN,
            link_to=link_to,
            at=AT,
        )
    ben = user_with("ben@example.org")

    accept(ben, token_in(mail.outbox[0]))

    power = Representative.objects.get()
    assert (power.person, power.user, power.basis) == (person, ben, "CHOSEN")
    assert power.scopes == ["ORDER", "SEE"]
    assert power.admitted_by == person.user


def test_nobody_represents_themself(django_capture_on_commit_callbacks: Post) -> None:
    person = make.Person(user=user_with("rosa@example.org"))
    with django_capture_on_commit_callbacks(execute=True):
        invitations.invite_representative(
            by=make.actor_for_person(person),
            person_id=person.pk,
            email="rosa@example.org",
            power=CHOSEN,
            link_to=link_to,
            at=AT,
        )

    with pytest.raises(representatives.ActsForThemself):
        accept(person.user, token_in(mail.outbox[0]))

    assert Invitation.objects.get().accepted_at is None


def test_a_power_that_would_be_over_cannot_be_taken_up(
    django_capture_on_commit_callbacks: Post,
) -> None:
    person = make.Person()
    power = Power(basis=Basis.BROKER, scopes=frozenset({Scope.SEE}), ends_on=ON)
    with django_capture_on_commit_callbacks(execute=True):
        invitations.invite_representative(
            by=make.actor_for_person(person),
            person_id=person.pk,
            email="ben@example.org",
            power=power,
            link_to=link_to,
            at=AT,
        )

    with pytest.raises(acceptance.Unusable):
        accept(user_with("ben@example.org"), token_in(mail.outbox[0]), at=AT + timedelta(days=1))
