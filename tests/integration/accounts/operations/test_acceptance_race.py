"""Two browsers press the same button at the same moment: one of them was first."""

from __future__ import annotations

import threading
from datetime import date, datetime

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from accounts.models import AuditEvent, Membership
from accounts.operations import acceptance
from accounts.permissions import Actor
from accounts.rules import tokens
from tests.factories import accounts as make

AT = datetime.fromisoformat("2026-04-02T09:00+00:00")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_an_invitation_accepted_twice_at_once_is_accepted_once() -> None:
    token, user = tokens.new_token(), make.User()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    make.Invitation(token_hash=tokens.hash_of(token), email=user.email)
    ready, said = threading.Barrier(4), []

    def press() -> None:
        ready.wait()
        try:
            acceptance.accept(by=Actor(user_id=user.pk), token=token, at=AT, on=date(2026, 4, 2))
            said.append("accepted")
        except acceptance.Unusable as refused:
            said.append(refused.state.value)
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()

    assert sorted(said) == ["ACCEPTED", "ACCEPTED", "ACCEPTED", "accepted"]
    assert Membership.objects.filter(user=user).count() == 1
    assert AuditEvent.objects.filter(action="INVITATION_ACCEPTED").count() == 1
