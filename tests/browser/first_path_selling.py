"""What the provider does on the first path: offers, accepts, records visits, bills."""

from __future__ import annotations

from tests.browser.first_path_cast import HELP, NOBODY_CAME, People
from tests.browser.scene import Scene


def provider_publishes_an_offer(scene: Scene, people: People) -> None:
    scene.arrives(people.manager, "Your offers")
    scene.follows("Write a new offer")
    scene.page.get_by_text("One price, whoever comes", exact=True).click()
    scene.sends(
        {
            "title": HELP,
            "category": "HOME_CARE",
            "included": "Washing, dressing, breakfast and a talk.",
            "areas": [str(people.area.reference)],
            "weekdays": [str(day) for day in range(7)],
            "unit": "HOUR",
            "price_one_price_weekday": "24.10",
            "price_one_price_saturday": "26.10",
            "price_one_price_sunday": "27.10",
            "price_one_price_bank_holiday": "34.10",
            "notice_days": "7",
            "cancellation": "NONE",
            "vat": "EXEMPT",
            "vat_reason": "Welfare services by a registered provider.",
        },
        button="Save and preview",
    )
    scene.shows(HELP, "Draft", "£24.10", "£34.10", "7 days")
    scene.sends(button="Publish")
    scene.shows("Published")


def provider_accepts(scene: Scene, people: People) -> None:
    scene.arrives(people.manager, "Orders")
    scene.shows("Rosa Lane")
    scene.follows(f"{HELP} for Rosa Lane")
    assert "1 Quay Street" not in scene.text
    scene.sends(button="Accept the order")
    scene.shows("You accepted the order", "1 Quay Street")


def provider_records_visits(scene: Scene, people: People) -> None:
    scene.arrives(people.manager, "Visits")
    scene.shows("To record", "Rosa Lane", "Visits without a record")
    scene.follows("Week of 13 April 2026: 2 visits to record")
    scene.sends(button="Record the ticked visits as planned")
    scene.shows("2 visits recorded as planned")
    scene.follows("the week after")
    scene.follows("Thursday 23 April 2026", exact=False)
    scene.sends({"outcome": "DELIVERED", "quantity": "1.5"})
    scene.shows("The visit was recorded", "1 hour 30 minutes")
    scene.sends(button="Record the ticked visits as planned")
    scene.shows("1 visit recorded as planned")


def provider_raises_a_bill(scene: Scene, people: People) -> None:
    scene.arrives(people.finance, "Invoices")
    scene.follows("Raise an invoice")
    scene.shows("4 visits")
    scene.follows("Rosa Lane")
    scene.shows("£180.75", "£36.15")
    scene.sends({"number": "BD-1"}, button="Send the invoice")
    scene.shows("The invoice was sent", "BD-1", "£180.75")


def provider_sees_what_became_of_the_bill(scene: Scene, people: People) -> None:
    scene.arrives(people.finance, "Invoices")
    scene.follows("BD-1")
    scene.shows("£132.55", "Queried", NOBODY_CAME)
