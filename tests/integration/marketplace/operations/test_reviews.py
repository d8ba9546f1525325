"""Who reviews a provider and when, what is kept of it, and what the provider answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.enums import Role, Scope
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from marketplace.enums import ReviewState
from marketplace.models import Provider, Review, ReviewAnswer, ReviewVersion
from marketplace.operations import reviews
from marketplace.rules import reviews as rules
from marketplace.rules.states import NotInThisState
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories import reviews as written
from tests.factories.reviews import NOW, SAID

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=30)


def write(person, provider, *, by=None, said=SAID, at=NOW):
    return reviews.write(
        by=by or make_accounts.actor_for_person(person),
        person_id=person.pk,
        provider=provider.reference,
        said=said,
        at=at,
    )


def stands(provider):
    row = Provider.objects.get(pk=provider.pk)
    return row.reviews, row.service_stars, row.value_stars, row.standing


@pytest.mark.rule("MKT-REV-1")
def test_a_buyer_reviews_once_the_first_bill_is_approved():
    provider = make.Provider()
    person, invoice = written.bill(provider=provider)
    with pytest.raises(rules.NothingApproved):
        write(person, provider)
    assert not Review.objects.exists()

    written.decisions.approve(
        invoice_id=invoice.pk,
        by=make_accounts.actor_for_person(person),
        at=NOW,
        on=NOW.date(),
    )
    review = write(person, provider)

    assert review.state == ReviewState.SHOWN
    assert stands(provider) == (1, 5, 4, 2_227_272_727)
    event = AuditEvent.objects.get(action="REVIEW_WRITTEN")
    assert (event.person_id, event.subject) == (person.pk, f"review:{review.reference}")
    assert SAID.words not in str(event.details)


def test_a_bill_of_another_provider_does_not_count():
    person = written.buyer(provider=make.Provider())
    with pytest.raises(rules.NothingApproved):
        write(person, make.Provider())


def test_a_change_is_a_new_version_and_the_old_one_is_kept():
    provider = make.Provider()
    review = written.written(provider=provider)
    worse = replace(SAID, service=2, words="They stopped coming.")

    assert write(review.person, provider, said=worse, at=LATER) == review
    assert write(review.person, provider, said=worse, at=LATER) == review

    kept = ReviewVersion.objects.filter(review=review).order_by("number")
    assert [(row.number, row.service, row.words) for row in kept] == [
        (1, 5, SAID.words),
        (2, 2, worse.words),
    ]
    assert stands(provider)[:3] == (1, 2, 4)


@pytest.mark.rule("MKT-REV-1")
def test_nobody_who_works_for_the_provider_reviews_it():
    provider = make.Provider()
    person = written.buyer(provider=provider)
    carer = make_accounts.Representative(person=person)
    works_there = replace(
        make_accounts.actor_for_representative(carer),
        works_for=frozenset({provider.organisation_id}),
    )
    with pytest.raises(rules.WorksForProvider):
        write(person, provider, by=works_there)
    with pytest.raises(NotAllowed):
        write(person, provider, by=make.manager(provider))


def test_a_representative_reviews_with_the_scope_to_order_and_it_is_recorded():
    provider = make.Provider()
    person = written.buyer(provider=provider)
    only_sees = make_accounts.Representative(person=person, scopes=[Scope.SEE])
    with pytest.raises(NotAllowed):
        write(person, provider, by=make_accounts.actor_for_representative(only_sees))

    orders = make_accounts.Representative(person=person, scopes=[Scope.ORDER])
    review = write(person, provider, by=make_accounts.actor_for_representative(orders))

    version = review.versions.get()
    assert version.by_representative
    assert version.written_by_id == orders.user_id
    assert AuditEvent.objects.get(action="REVIEW_WRITTEN").details["representative"] == orders.pk


def test_another_person_cannot_write_in_somebodys_name():
    provider = make.Provider()
    person, other = written.buyer(provider=provider), written.buyer(provider=provider)
    with pytest.raises(NotAllowed):
        write(person, provider, by=make_accounts.actor_for_person(other))


@pytest.mark.rule("MKT-REV-3")
def test_the_provider_answers_once_and_cannot_change_it():
    review = written.written()
    by = make.manager(review.provider)
    first = reviews.answer(by=by, review=review.reference, words="Thank you.", at=NOW)
    again = reviews.answer(by=by, review=review.reference, words="Thank you.", at=LATER)
    assert first == again

    with pytest.raises(rules.AnsweredBefore):
        reviews.answer(by=by, review=review.reference, words="Not so.", at=LATER)
    assert ReviewAnswer.objects.get().words == "Thank you."
    assert AuditEvent.objects.filter(action="REVIEW_ANSWERED").count() == 1


@pytest.mark.parametrize("who", ["another provider", "finance", "the author"])
def test_only_who_sells_for_the_provider_answers(who):
    review = written.written()
    by = {
        "another provider": lambda: make.manager(make.Provider()),
        "finance": lambda: make.finance(review.provider),
        "the author": lambda: make_accounts.actor_for_person(review.person),
    }[who]()
    with pytest.raises(NotAllowed):
        reviews.answer(by=by, review=review.reference, words="Thank you.", at=NOW)


def test_a_hidden_review_is_not_answered_and_counts_no_more():
    review = written.hidden()
    with pytest.raises(NotInThisState):
        reviews.answer(
            by=make.manager(review.provider), review=review.reference, words="Thanks.", at=NOW
        )
    assert stands(review.provider) == (0, 0, 0, 2_000_000_000)


@pytest.mark.parametrize("role", [Role.CARE_MANAGER, Role.COMMISSIONER])
def test_council_staff_do_not_review(role):
    provider = make.Provider()
    person = written.buyer(provider=provider)
    staff = make_accounts.actor_with_role(person.authority, role)
    with pytest.raises(NotAllowed):
        write(person, provider, by=staff)
