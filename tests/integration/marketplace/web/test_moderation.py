"""The pages on which a review is hidden, appealed and decided about."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.enums import Role
from marketplace.enums import ReviewState
from marketplace.models import Review
from tests import signing_in
from tests.counting import queries
from tests.factories import accounts as make_accounts
from tests.factories import reviews as written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_june")]

HIDING = {"reason": "PERSONAL_DETAILS", "words": "You name a worker in the first line."}


def at(name, *args):
    return reverse(f"marketplace:{name}", args=args)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def moderator(client, authority):
    member = make_accounts.Membership(organisation=authority, role=Role.COMMISSIONER)
    signing_in.sign_in(client, member.user)
    return member


def test_from_hiding_to_the_decision_of_another_moderator(client):
    review = written.written(words="Ask for Mo.")
    council, provider = review.person.authority, review.provider.reference
    first = moderator(client, council)
    assert "Ask for Mo." in text(client.get(at("moderation-list"), {"show": "shown"}))
    client.post(at("moderation-hide", review.reference), HIDING)
    assert "Ask for Mo." not in text(client.get(at("review-list", provider)))

    signing_in.sign_in(client, review.person.user)
    own = text(client.get(at("review-edit", provider)))
    assert "It names somebody or says where they live" in own
    assert HIDING["words"] in own
    assert "Hidden by a moderator" in text(client.get(at("review-own")))
    client.post(at("review-appeal", review.reference), {"words": "Mo is the cat."})
    asked = text(client.get(at("review-edit", provider)))
    assert "another moderator is asked" in asked
    assert at("review-appeal", review.reference) not in asked

    signing_in.sign_in(client, first.user)
    same = text(client.get(at("moderation-decide", review.reference)))
    assert "Mo is the cat." in same
    assert "You hid this review" in same
    decision = {"restore": "yes", "words": "Then it may stay."}
    refused = client.post(at("moderation-decide", review.reference), decision, follow=True)
    assert "another moderator decides" in text(refused)
    assert Review.objects.get().state == ReviewState.APPEALED

    moderator(client, council)
    client.post(at("moderation-decide", review.reference), decision)
    assert "Ask for Mo." in text(client.get(at("review-list", provider)))
    signing_in.sign_in(client, review.person.user)
    assert "Then it may stay." in text(client.get(at("review-edit", provider)))


def test_twice_the_same_button_is_said_and_changes_nothing(client):
    review = written.hidden()
    moderator(client, review.person.authority)
    again = client.post(at("moderation-hide", review.reference), HIDING, follow=True)
    assert "meanwhile" in text(again)
    early = {"restore": "no", "words": "No."}
    decided = client.post(at("moderation-decide", review.reference), early, follow=True)
    assert "meanwhile" in text(decided)
    assert Review.objects.get().state == ReviewState.HIDDEN


@pytest.mark.parametrize("name", ["moderation-hide", "moderation-decide"])
def test_a_foreign_review_is_like_none(client, name):
    review = written.appealed()
    moderator(client, make_accounts.Authority())
    missing = client.get(at(name, "00000000-0000-4000-8000-000000000000"))
    foreign = client.get(at(name, review.reference))
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert client.post(at(name, review.reference), HIDING).status_code == 404


def test_only_commissioners_moderate(client):
    review = written.appealed()
    member = make_accounts.Membership(
        organisation=review.person.authority, role=Role.FINANCE_OFFICER
    )
    signing_in.sign_in(client, member.user)
    assert client.get(at("moderation-list")).status_code == 404
    assert client.get(at("moderation-hide", review.reference)).status_code == 404


def test_nobody_else_appeals(client):
    review = written.hidden()
    signing_in.sign_in(client, make_accounts.Person().user)
    assert client.get(at("review-appeal", review.reference)).status_code == 404
    assert client.post(at("review-appeal", review.reference), {"words": "x"}).status_code == 404


def test_the_list_asks_as_much_for_many_as_for_one(client):
    review = written.appealed()
    council = review.person.authority
    moderator(client, council)
    first = queries(client, at("moderation-list"))
    for _ in range(2):
        other = make_accounts.Person(authority=council)
        written.appealed(
            provider=review.provider, person=written.buyer(provider=review.provider, person=other)
        )
    assert queries(client, at("moderation-list")) == first
    assert text(client.get(at("moderation-list"))).count("Nobody can tell who is meant.") == 3
