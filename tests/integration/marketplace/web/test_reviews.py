"""The pages on which people review providers and read what others say."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.enums import Role, Scope
from marketplace.models import Review, ReviewAnswer
from tests import signing_in
from tests.counting import queries
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories import reviews as written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_june")]


def at(name, *args):
    return reverse(f"marketplace:{name}", args=args)


def page(client, name, *args):
    response = client.get(at(name, *args))
    assert response.status_code == 200
    return response.content.decode()


def typed(**changes):
    return {
        "service": "4",
        "value": "3",
        "words": "They are <b>kind</b>.",
        "name": "NO_NAME",
        **changes,
    }


@pytest.fixture
def provider():
    return make.Provider()


@pytest.fixture
def buyer(client, provider):
    person = written.buyer(provider=provider)
    signing_in.sign_in(client, person.user)
    return person


def test_a_buyer_reviews_and_everybody_reads_it_without_a_name(client, provider, buyer):
    version = provider.offers.get().versions.get()
    sent = client.post(at("review-edit", provider.reference), typed(), follow=True)
    assert "Thank you. Your review is saved." in sent.content.decode()

    client.logout()
    for name, reference in (
        ("review-list", provider.reference),
        ("provider-detail", provider.reference),
        ("offer-detail", version.offer.reference),
    ):
        public = page(client, name, reference)
        assert "4.0 out of 5 for service, 3.0 out of 5 for value for money" in public
        assert "from 1 review" in public
        assert "They are &lt;b&gt;kind&lt;/b&gt;." in public
        assert "Somebody who bought from them" in public
        assert buyer.full_name not in public
    assert "4.0 out of 5 for service" in client.get(at("offer-list")).content.decode()


def test_a_name_is_shown_only_when_the_author_chooses(client, provider, buyer):
    first = buyer.full_name.split()[0]
    assert f"With the name {first}" in page(client, "review-edit", provider.reference)
    client.post(at("review-edit", provider.reference), typed(name="NAME"))
    public = page(client, "review-list", provider.reference)
    assert first in public
    assert buyer.full_name not in public


def test_a_change_is_shown_as_one_and_the_author_sees_what_was_before(client, provider, buyer):
    for words in ("At first good.", "Later not so good."):
        client.post(at("review-edit", provider.reference), typed(words=words))

    public = page(client, "review-list", provider.reference)
    assert "Later not so good." in public
    assert "At first good." not in public
    assert "changed" in public
    assert "At first good." in page(client, "review-edit", provider.reference)
    assert "Later not so good." in page(client, "review-own")


def test_before_the_first_approved_bill_the_page_says_when(client, provider):
    person, _ = written.bill(provider=provider)
    signing_in.sign_in(client, person.user)
    assert "after you have approved a bill" in page(client, "review-edit", provider.reference)
    client.post(at("review-edit", provider.reference), typed())
    assert not Review.objects.exists()


def test_somebody_who_works_for_the_provider_is_told_so(client, provider, buyer):
    make_accounts.Membership(
        organisation=provider.organisation, user=buyer.user, role=Role.PROVIDER_FINANCE
    )
    said = page(client, "review-edit", provider.reference)
    assert "You work for this provider" in said
    client.post(at("review-edit", provider.reference), typed())
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"service": ""}, "Choose stars for the service"),
        ({"service": "6"}, "There is a problem"),
        ({"words": "  "}, "Say in your own words"),
        ({"words": "x" * 2001}, "at most 2000 characters"),
        ({"words": "a\x00b"}, "There is a problem"),
        ({"name": "The Queen"}, "There is a problem"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_saved(client, provider, buyer, changes, words):
    said = client.post(at("review-edit", provider.reference), typed(**changes)).content.decode()
    assert "There is a problem" in said
    assert words in said
    assert not Review.objects.exists()


def test_a_representative_without_the_scope_finds_no_page(client, provider, buyer):
    user = make_accounts.Representative(person=buyer, scopes=[Scope.SEE]).user
    signing_in.sign_in(client, user)
    assert client.get(at("review-edit", provider.reference)).status_code == 404
    assert client.get(at("review-own")).status_code == 404


def test_what_a_representative_writes_says_so(client, provider, buyer):
    user = make_accounts.Representative(person=buyer, scopes=[Scope.ORDER]).user
    signing_in.sign_in(client, user)
    client.post(at("review-edit", provider.reference), typed())
    assert "written by somebody who acts for them" in page(
        client, "review-list", provider.reference
    )


def test_the_provider_answers_once(client, provider):
    review = written.written(provider=provider)
    signing_in.sign_in(
        client,
        make_accounts.Membership(
            organisation=provider.organisation, role=Role.PROVIDER_MANAGER
        ).user,
    )
    assert at("review-answer", review.reference) in page(client, "review-received")
    client.post(at("review-answer", review.reference), {"words": "We thank you."})
    again = client.post(
        at("review-answer", review.reference), {"words": "Never mind."}, follow=True
    ).content.decode()

    assert "An answer never changes" in again
    assert at("review-answer", review.reference) not in again
    assert ReviewAnswer.objects.get().words == "We thank you."
    assert "We thank you." in page(client, "review-list", provider.reference)


def test_another_provider_finds_no_review_to_answer(client, provider):
    review = written.written(provider=provider)
    other = make.Provider()
    signing_in.sign_in(
        client,
        make_accounts.Membership(organisation=other.organisation, role=Role.PROVIDER_OWNER).user,
    )
    assert client.get(at("review-answer", review.reference)).status_code == 404
    assert client.post(at("review-answer", review.reference), {"words": "x"}).status_code == 404
    assert "Nobody has reviewed you yet" in page(client, "review-received")


def test_best_reviewed_puts_many_good_reviews_before_one_perfect(client):
    one, many = make.Provider(), make.Provider()
    make.published(title="Offer of nobody reviewed")
    written.written(provider=one, service=5, value=5)
    for _ in range(3):
        written.written(provider=many, service=5, value=4)
    for seller, title in ((one, "Offer of one"), (many, "Offer of many")):
        make.published(provider=seller, title=title)

    found = client.get(at("offer-list"), {"sort": "reviewed", "q": "offer"}).content.decode()
    titles = ("Offer of many", "Offer of one", "Offer of nobody reviewed")
    places = [found.index(title) for title in titles]
    assert places == sorted(places)


def test_pages_of_reviews_ask_as_much_for_many_as_for_one(client, provider):
    addresses = [
        at("review-list", provider.reference),
        at("provider-detail", provider.reference),
    ]
    review = written.written(provider=provider)
    signing_in.sign_in(
        client,
        make_accounts.Membership(
            organisation=provider.organisation, role=Role.PROVIDER_MANAGER
        ).user,
    )
    first = queries(client, at("review-received"))
    public = [queries(client, address) for address in addresses]
    versions = written.buyer(provider=provider), written.buyer(provider=provider)
    for person in versions:
        written.written(provider=provider, person=person)
    client.post(at("review-answer", review.reference), {"words": "Thank you."})

    assert queries(client, at("review-received")) == first
    assert queries(client, addresses[0]) == public[0]
