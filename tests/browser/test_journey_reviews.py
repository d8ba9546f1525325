"""A review from its first words to its return: buyer, provider and two moderators, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import Page

from accounts.enums import Role
from tests.browser.conftest import Enter
from tests.browser.scene import Scene
from tests.factories import accounts
from tests.factories import marketplace as make
from tests.factories import reviews as written

FIRST = "They come when they said they would. Ask for Mo."
LATER = "Since June they come late. Ask for Mo."
PUT_RIGHT = "Since June they come late."


@pytest.fixture
def june() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 6, 3, 9, tzinfo=ZoneInfo("Europe/London"))):
        yield


@pytest.fixture
def scene(page: Page, enter: Enter) -> Scene:
    return Scene(page=page, enter=enter)


@pytest.mark.django_db(transaction=True)
def test_a_review_is_written_changed_answered_hidden_and_comes_back(
    scene: Scene, june: None
) -> None:
    provider = make.Provider(organisation__name="Bright Days")
    buyer = written.buyer(provider=provider)
    manager = accounts.Membership(organisation=provider.organisation, role=Role.PROVIDER_MANAGER)
    hides, decides = (
        accounts.Membership(organisation=buyer.authority, role=Role.COMMISSIONER).user
        for _ in range(2)
    )

    scene.arrives(buyer.user, "Your orders")
    scene.follows("Help at home")
    scene.follows("Review the provider")
    scene.sends(button="Publish the review")
    scene.shows("There is a problem", "Choose stars for the service")
    scene.sends({"service": "5", "value": "4", "words": FIRST})
    scene.shows("Thank you. Your review is saved.", "Everybody can read it")
    scene.sends({"service": "2", "words": LATER})
    scene.shows("What you wrote", FIRST, LATER)

    anybody_reads(scene, "2.0 out of 5 for service, 4.0 out of 5 for value for money", LATER)
    assert FIRST not in scene.text

    scene.arrives(manager.user, "Reviews")
    scene.shows(LATER)
    scene.follows("Answer", exact=False)
    scene.sends({"words": "We are sorry, and have one more driver now."})
    scene.shows("Bright Days answered", "one more driver")
    assert scene.page.get_by_role("link", name="Answer").count() == 0

    scene.arrives(hides, "Reviews")
    scene.follows("What everybody reads")
    scene.follows("Hide", exact=False)
    scene.sends({"reason": "PERSONAL_DETAILS", "words": "You name a worker."})
    scene.shows("The review is hidden", "No appeal waits")
    anybody_reads(scene, "No reviews yet")
    assert LATER not in scene.text

    scene.arrives(buyer.user, "Your orders")
    scene.follows("Your reviews of providers")
    scene.shows("Hidden by a moderator")
    scene.follows("Bright Days")
    scene.shows("It names somebody", "You name a worker.")
    scene.sends({"words": PUT_RIGHT})
    scene.follows("ask another moderator to show it again")
    scene.sends({"words": "The name is gone."})
    scene.shows("another moderator is asked", "The name is gone.")

    scene.arrives(hides, "Reviews")
    scene.follows("Decide", exact=False)
    scene.sends({"restore": "yes", "words": "It may stay."})
    scene.shows("You hid this review, so another moderator decides")

    scene.arrives(decides, "Reviews")
    scene.follows("Decide", exact=False)
    scene.shows("The name is gone.", PUT_RIGHT)
    scene.sends({"restore": "yes", "words": "Nobody is named any more."})
    scene.shows("You decided about the review")
    anybody_reads(scene, PUT_RIGHT, "one more driver", "before the review was changed")


def anybody_reads(scene: Scene, *words: str) -> None:
    """Somebody who is not signed in finds the provider by its reviews."""
    scene.page.context.clear_cookies()
    scene.opens("/")
    scene.follows("Find support")
    scene.sends({"sort": "reviewed"})
    scene.follows("Bright Days")
    scene.shows(*words)
