"""The pages on which a person orders: check, place once, refusals in words, end; and who may."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from isf.models import Fund
from isf.operations import banking, purchases
from marketplace.models import Order
from marketplace.operations import offers
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories import money
from tests.ordering import answers

TODAY = date(2026, 6, 1)
pytestmark = [pytest.mark.django_db]


def spend(fund, *, left_pence):
    """A taxi that costs all but so much of what is available."""
    row = money.account(fund)
    purchases.record(
        fund_id=fund.pk,
        bought=money.bought(row.posted - row.reserved - left_pence),
        by=make_accounts.actor_for_person(fund.person),
        at=make.noon(TODAY),
        on=TODAY,
    )


def url(name, version):
    return reverse(f"marketplace:{name}", args=[version.offer.reference])


def test_an_offer_shows_what_it_means_for_the_readers_money(holder, version):
    page = holder.get(url("offer-detail", version)).content.decode()

    assert "For example, 4 hours a week at £24.10 is £96.40." in page
    assert "How many hours a week?" in page
    assert "Of £480.00 a week, £48.00 is the management fee and £335.60 would be left." in page
    assert "Order this" in page


def test_the_amount_a_week_is_chosen_in_the_address(holder, version):
    page = holder.get(reverse("marketplace:offer-list"), {"quantity": "18"}).content.decode()

    assert "18 hours a week at £24.10 is £433.80." in page
    assert "For example" not in page
    assert "this is £1.80 a week more than there is" in page


def test_running_orders_count_in_what_would_be_left(holder, version, fund):
    make.accepted(version=version, fund=fund)
    page = holder.get(url("offer-detail", version)).content.decode()
    assert "£96.40 is promised to other orders and £239.20 would be left." in page


def test_ordering_goes_over_a_page_that_says_what_it_costs(holder, version, fund):
    asked = holder.post(url("order-create", version), answers(version, fund))
    assert asked.status_code == 302
    check = holder.get(asked["Location"])
    page = check.content.decode()
    for words in (
        "Monday and Thursday at 10am, 2 hours each time",
        "from 1 June 2026, with no end date",
        "£24.10",
        "It costs £96.40 in most weeks and up to £116.40.",
        "The week of 31 August 2026 leaves least.",
        "£315.60 would be left",
        "Order now",
    ):
        assert words in page

    placed = holder.post(url("order-check", version), answers(version, fund))

    order = Order.objects.get()
    assert placed["Location"] == reverse("marketplace:order-detail", args=[order.reference])
    page = holder.get(placed["Location"]).content.decode()
    assert "Your order was sent to the provider." in page
    assert "Waiting for an answer" in page


@pytest.mark.rule("ISF-RES-6")
def test_the_check_says_what_placing_will_say(holder, version, fund):
    """Nine months ahead a bank holiday makes one week too dear; the first eight weeks are not."""
    sent = answers(version, fund, weekdays_1=["0"], starts_at_1="7am", quantity_1="15")
    page = holder.get(url("order-check", version), sent).content.decode()
    assert "It costs £361.50 in most weeks and up to £511.50." in page
    assert "The week of 31 August 2026 leaves least." in page
    assert "this is £79.50 a week more than there is" in page
    assert "Does not fit" in page

    page = holder.post(url("order-check", version), sent).content.decode()
    assert "In the week of 31 August 2026 all your orders together would cost £511.50." in page
    assert not Order.objects.exists()


@pytest.mark.rule("ISF-RES-6")
def test_the_check_says_when_earlier_weeks_pay_the_rest(holder, version, fund):
    day = {
        f"{name}_{part}": number
        for name in ("starts_on", "ends_on")
        for part, number in {"day": "31", "month": "8", "year": "2026"}.items()
    }
    sent = answers(
        version, fund, weekdays_1=["0"], starts_at_1="7am", quantity_1="15", set_aside="150", **day
    )
    page = holder.get(url("order-check", version), sent).content.decode()
    assert "this is £79.50 more than the week brings" in page
    assert "comes from the £150.00 of earlier weeks" in page
    assert "Does not fit" not in page


def saved(fund, *, pence):
    """Money the person saved for a purpose."""
    wish = banking.Wish(
        reference=uuid4(), name="Respite in August", target_on=date(2026, 8, 31), pence=pence
    )
    by = make_accounts.actor_for_person(fund.person)
    return banking.bank(fund_id=fund.pk, wish=wish, by=by, at=make.noon(TODAY), on=TODAY)


@pytest.mark.rule("ISF-ROL-3")
def test_an_order_takes_saved_money_where_a_week_lacks_it(holder, version, fund):
    purpose = saved(fund, pence=15_000)
    day = {
        f"{name}_{part}": number
        for name in ("starts_on", "ends_on")
        for part, number in {"day": "31", "month": "8", "year": "2026"}.items()
    }
    asked = {"weekdays_1": ["0"], "starts_at_1": "7am", "quantity_1": "15", **day}
    page = holder.get(url("order-create", version)).content.decode()
    assert "Respite in August: £150.00 is saved" in page
    without = holder.get(url("order-check", version), answers(version, fund, **asked))
    assert "Does not fit" in without.content.decode()
    sent = answers(version, fund, saved=str(purpose.reference), **asked)
    page = holder.get(url("order-check", version), sent).content.decode()
    assert "comes from what is saved, which pays £79.50 of the order" in page
    assert "£70.50" in page
    holder.post(url("order-check", version), sent)
    assert Order.objects.count() == 1
    fund_page = holder.get(reverse("isf:fund-detail", args=[fund.reference])).content.decode()
    assert "£70.50" in fund_page  # 150.00 less the 79.50 that the week lacks


def test_saved_money_of_another_fund_or_person_is_no_answer(holder, version, fund):
    saved(fund, pence=100)
    sent = answers(version, fund, saved=str(uuid4()))
    answer = holder.post(url("order-create", version), sent)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not Order.objects.exists()


@pytest.mark.rule("ISF-RES-2")
def test_the_check_says_when_the_money_is_not_there_yet(holder, version, fund):
    """Every week has room, and what days already paid for need was spent otherwise."""
    left = Fund.objects.get(pk=fund.pk)
    spend(left, left_pence=5000)
    page = holder.get(url("order-check", version), answers(version, fund)).content.decode()
    assert "days that are already paid for need £385.60, and £50.00 is available now." in page
    assert "Does not fit" in page
    page = holder.post(url("order-check", version), answers(version, fund)).content.decode()
    assert "There is not enough money in the fund now" in page


def test_a_double_click_and_a_second_tab_place_one_order(holder, version, fund):
    sent = answers(version, fund)
    first, second = (holder.post(url("order-check", version), sent) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"weekdays_1": []}, "Choose"),
        ({"starts_at_1": "noonish"}, "Enter a time"),
        ({"starts_at_1": "6am"}, "within the hours this is offered"),
        ({"quantity_1": "0"}, "above 0"),
        ({"quantity_1": "-2"}, "Enter a number"),
        ({"quantity_1": "1/7"}, "steps of 5 minutes"),
        ({"quantity_1": "9" * 50}, "Enter a number"),
        ({"workers_1": "9"}, "Select a valid choice"),
        ({"grade": "SKILLED"}, "Select a valid choice"),
        ({"fund": str(uuid4())}, "Select a valid choice"),
        ({"starts_on_day": "31"}, "a day that is in the calendar"),
        ({"starts_on_year": "2025"}, "must be today or later"),
        ({"starts_on_year": "2028"}, "within a year"),
        (
            {"ends_on_day": "1", "ends_on_month": "5", "ends_on_year": "2026"},
            "must not be before the first day",
        ),
        ({"starts_at_2": "6pm"}, "Answer this too"),
        ({"token": "x"}, "There is a problem"),
        ({"set_aside": "lots"}, "Enter an amount in pounds"),
    ],
)
def test_what_cannot_be_ordered_is_said_and_nothing_happens(holder, version, fund, changes, words):
    sent = answers(version, fund, **changes)
    page = holder.post(url("order-create", version), sent).content.decode()
    assert "There is a problem" in page
    assert words in page

    back = holder.post(url("order-check", version), sent)
    assert back.status_code == 302
    assert url("order-create", version) in back["Location"]
    assert not Order.objects.exists()


def test_two_visits_at_different_times_are_one_order(holder, version, fund):
    evening = {"weekdays_2": ["0"], "starts_at_2": "6pm", "quantity_2": "1", "workers_2": "2"}
    holder.post(url("order-check", version), answers(version, fund, **evening))

    lines = Order.objects.get().lines.all()
    assert [(line.starts_at.hour, line.workers) for line in lines] == [(10, 1), (18, 2)]


def test_too_much_is_refused_with_the_true_figures_and_what_to_do(holder, version, fund):
    much = answers(version, fund, weekdays_1=["0", "1", "2", "3", "4"], quantity_1="4")
    page = holder.post(url("order-check", version), much).content.decode()

    assert "This is more than a week of your budget brings" in page
    assert "£482.00" in page
    assert "£432.00" in page
    assert "Ask for less each time" in page
    assert not Order.objects.exists()


def test_when_somebody_else_was_first_the_true_amount_is_told(holder, fund):
    # Two one-off orders for the last money: together more than is there.
    month = make.published(prices=dict.fromkeys(make.grid(), 43_200))
    once = {"weekdays_1": ["0"], "quantity_1": "1"}
    assert holder.post(url("order-check", month), answers(month, fund, **once)).status_code == 302

    page = holder.post(url("order-check", month), answers(month, fund, **once)).content.decode()

    assert "£864.00" in page
    assert "Nothing was ordered and nothing was set aside." in page
    assert Order.objects.count() == 1


def test_a_changed_offer_is_shown_again_before_it_is_bought(holder, version, fund):
    manager = make.manager(version.offer.provider)
    offers.edit(
        by=manager,
        offer=version.offer.reference,
        content=make.content(prices=make.grid(pence=2300), starts_on=TODAY),
        at=make.noon(TODAY),
    )
    offers.publish(by=manager, offer=version.offer.reference, at=make.noon(TODAY), on=TODAY)
    sent = answers(version, fund)

    page = holder.post(url("order-check", version), sent).content.decode()
    assert "The provider has changed this offer" in page
    assert "£23.00" in page
    assert 'name="version" value="2"' in page
    assert holder.post(url("order-check", version), sent | {"version": 2}).status_code == 302


def test_the_form_as_the_page_gives_it_can_be_sent(holder, version, fund):
    form = holder.get(url("order-create", version)).context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields()}
    typed = {key: value for key, value in answers(version, fund).items() if key not in hidden}
    assert set(hidden) == {"token", "version", "fund", "grade"}

    asked = holder.post(url("order-create", version), typed | hidden)
    check = holder.get(asked["Location"]).context["check"]
    placed = holder.post(url("order-check", version), dict_of_lists(check.hidden))

    assert placed.status_code == 302
    assert Order.objects.get().lines.get().weekdays == {0, 3}


def dict_of_lists(pairs):
    found = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
