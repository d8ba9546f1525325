"""The pages of reviews in every state."""

from __future__ import annotations

from typing import Any

from accounts.enums import Role
from marketplace.models import Review
from tests.browser.pages import trading
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts
from tests.factories import marketplace as make
from tests.factories import reviews as written

LONG = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Support Partnership " * 2
)
NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")
NOTHING_YET = NotApplicable(name="empty", reason="it is about one review")


def _answered(**changes: Any) -> Review:
    review = written.written(**changes)
    written.reviews.answer(
        by=make.manager(review.provider),
        review=review.reference,
        words=f"Thank you. {changes.get('words', '')}",
        at=written.NOW,
    )
    return review


def _long() -> Review:
    organisation = accounts.ProviderOrganisation(name=LONG[:150])
    return _answered(
        provider=make.Provider(organisation=organisation),
        words=f"{LONG * 8}\n\n{'x' * 200}",
        shown_as=LONG[:100],
    )


def _long_hidden() -> Review:
    return written.appealed(words=f"{LONG * 8}\n\n{'x' * 200}", shown_as=LONG[:100])


def _public(review: Review, **visit: Any) -> Visit:
    return Visit(kwargs={"provider": review.provider.reference}, **visit)


def _author(review: Review, **visit: Any) -> Visit:
    return Visit(user=review.person.user, **visit)


def _own(review: Review, **visit: Any) -> Visit:
    return _author(review, kwargs={"provider": review.provider.reference}, **visit)


def _about(review: Review, **visit: Any) -> Visit:
    return Visit(kwargs={"review": review.reference}, **visit)


def _appealing(review: Review, **visit: Any) -> Visit:
    return _about(review, user=review.person.user, **visit)


def _seller(review: Review, **visit: Any) -> Visit:
    return Visit(user=trading.staff(review.provider), **visit)


def _answering(review: Review, **visit: Any) -> Visit:
    return _about(review, user=trading.staff(review.provider), **visit)


def _moderator(review: Review, **visit: Any) -> Visit:
    member = accounts.Membership(organisation=review.person.authority, role=Role.COMMISSIONER.value)
    return Visit(user=member.user, **visit)


def _moderating(review: Review, **visit: Any) -> Visit:
    return _moderator(review, kwargs={"review": review.reference}, **visit)


def _not_yet() -> Visit:
    provider = make.Provider()
    person, _ = written.bill(provider=provider)
    return Visit(user=person.user, kwargs={"provider": provider.reference}, shows="approved a bill")


def _nobody(**visit: Any) -> Visit:
    return Visit(user=accounts.Person().user, **visit)


def _new_provider(**visit: Any) -> Visit:
    return Visit(user=trading.staff(make.Provider()), **visit)


def _new_council(**visit: Any) -> Visit:
    member = accounts.Membership(role=Role.COMMISSIONER.value)
    return Visit(user=member.user, **visit)


PAGES: Pages = {
    "marketplace:review-list": (
        PageState(
            name="empty",
            build=lambda: Visit(
                kwargs={"provider": make.Provider().reference}, shows="Nobody has reviewed"
            ),
        ),
        PageState(name="full", build=lambda: _public(_answered(), shows="from 1 review")),
        NO_FORM,
        PageState(name="long", build=lambda: _public(_long())),
    ),
    "marketplace:review-own": (
        PageState(name="empty", build=lambda: _nobody(shows="not reviewed a provider")),
        PageState(name="full", build=lambda: _author(_answered(), shows="Everybody can read")),
        NO_FORM,
        PageState(name="long", build=lambda: _author(_long())),
    ),
    "marketplace:review-edit": (
        PageState(name="empty", build=_not_yet),
        PageState(name="full", build=lambda: _own(written.hidden(), shows="ask another")),
        PageState(
            name="error", build=lambda: _own(written.written(), fill={"words": ""}, shows="problem")
        ),
        PageState(name="long", build=lambda: _own(_long_hidden())),
    ),
    "marketplace:review-appeal": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _appealing(written.hidden())),
        PageState(
            name="error", build=lambda: _appealing(written.hidden(), fill={}, shows="problem")
        ),
        PageState(name="long", build=lambda: _appealing(_long())),
    ),
    "marketplace:review-received": (
        PageState(name="empty", build=lambda: _new_provider(shows="Nobody has reviewed you")),
        PageState(name="full", build=lambda: _seller(written.written(), shows="Answer")),
        NO_FORM,
        PageState(name="long", build=lambda: _seller(_long())),
    ),
    "marketplace:review-answer": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _answering(written.written())),
        PageState(
            name="error", build=lambda: _answering(written.written(), fill={}, shows="problem")
        ),
        PageState(name="long", build=lambda: _answering(_long(), shows="already")),
    ),
    "marketplace:moderation-list": (
        PageState(name="empty", build=lambda: _new_council(shows="No appeal waits")),
        PageState(name="full", build=lambda: _moderator(written.appealed(), shows="Decide")),
        NO_FORM,
        PageState(name="long", build=lambda: _moderator(_long(), query="show=shown")),
    ),
    "marketplace:moderation-hide": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _moderating(written.written())),
        PageState(
            name="error", build=lambda: _moderating(written.written(), fill={}, shows="problem")
        ),
        PageState(name="long", build=lambda: _moderating(_long())),
    ),
    "marketplace:moderation-decide": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _moderating(written.appealed())),
        PageState(
            name="error", build=lambda: _moderating(written.appealed(), fill={}, shows="problem")
        ),
        PageState(name="long", build=lambda: _moderating(_long_hidden())),
    ),
}
