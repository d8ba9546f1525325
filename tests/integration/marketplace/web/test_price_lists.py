"""The pages on which a provider changes many prices at once."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from marketplace.models import OfferVersion, PriceList
from marketplace.rules.price_files import MOST_BYTES
from tests import signing_in
from tests.counting import queries
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_june")]


def at(name, *args):
    return reverse(f"marketplace:{name}", args=args)


def enter(client, provider, role=Role.PROVIDER_MANAGER):
    member = make_accounts.Membership(organisation=provider.organisation, role=role)
    signing_in.sign_in(client, member.user)


@pytest.fixture
def version(client):
    made = make.published(title="Mornings")
    enter(client, made.offer.provider)
    return made


def template(client):
    return client.get(at("price-list-template")).content


def send(client, content, name="prices.csv"):
    return client.post(
        at("price-list-create"), {"file": SimpleUploadedFile(name, content)}, follow=True
    )


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def only_list():
    return PriceList.objects.get().reference


def test_the_template_holds_todays_prices_as_text_only(client, version):
    make.published(
        provider=version.offer.provider, title="=HYPERLINK(1)", weekdays=frozenset(range(5)),
        prices={key: pence for key, pence in make.grid().items() if "DAY" not in key[1][:3]},
    )  # fmt: skip
    answer = client.get(at("price-list-template"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="price-list.csv"'
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head[0] == "offer"
    assert rows[0][1] == "'=HYPERLINK(1)"
    assert rows[1][1:] == [
        "Mornings", "Support worker", "24.10", "26.10", "27.10", "34.10", "",
    ]  # fmt: skip


def test_a_file_is_checked_shown_and_published(client, version):
    offer = at("offer-detail", version.offer.reference)
    shown = text(send(client, template(client).replace(b"24.10", b"23.00")))
    assert "Mornings, from 1 June 2026" in shown
    assert "£23.00" in shown
    assert "Nothing is published yet" in shown
    assert "£23.00" not in text(client.get(offer))

    reference = only_list()
    for _ in range(2):
        done = text(client.post(at("price-list-apply", reference), follow=True))
        assert "new prices of 1 offer." in done
    assert "£23.00" in text(client.get(offer))
    assert OfferVersion.objects.count() == 2


@pytest.mark.rule("ISF-BIL-4")
def test_a_rise_is_shown_with_the_day_its_notice_ends(client, version):
    shown = text(send(client, template(client).replace(b"24.10", b"26.00")))
    assert "Mornings, from 29 June 2026" in shown
    assert "it begins with notice" in shown


def test_every_problem_row_is_named(client, version):
    content = template(client).replace(b"24.10", b'"24,20"') + b"x,,,,,,,soon\r\n,,,1,,,,\r\n"
    said = text(send(client, content))
    for words in (
        "3 problems",
        "Write 24.10, with a full stop",
        "monday to friday",
        "You have no such offer",
        "The offer is missing",
    ):
        assert words in said
    assert not PriceList.objects.exists()


def test_what_is_typed_into_a_file_is_shown_as_text(client, version):
    content = template(client).replace(b"24.10", b"<script>alert(1)</script>")
    said = text(send(client, content))
    assert "&lt;script&gt;" in said
    assert "<script>alert" not in said


def test_the_same_prices_change_nothing(client, version):
    assert "nothing changes" in text(send(client, template(client)))
    assert not PriceList.objects.exists()


def packed(**files):
    """A zip, which is what a workbook is too; without files one that would unpack to 5 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (files or {"prices.csv": b"0" * 5_000_000}).items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (packed(), "not a CSV file"),
        (packed(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "not a CSV file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "not a CSV file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "lacks these columns"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "more than text in it"),
        ("offer,who comes\r\n".encode("utf-16"), "UTF-8"),
        (b"offer\x00", "more than text in it"),
        (b"a" * (MOST_BYTES + 1), "larger than 1 MB"),
        (b"name,price\r\nHelp,1\r\n", "lacks these columns"),
    ],
)
def test_a_file_that_is_no_price_list_is_refused_in_words(client, version, content, words):
    said = text(send(client, content, name="prices.csv"))
    assert "There is a problem" in said
    assert words in said
    assert not PriceList.objects.exists()


@pytest.mark.parametrize("name", ["prices.pdf", "prices.exe", "prices"])
def test_what_stands_in_a_file_counts_and_not_what_it_is_called(client, version, name):
    sheet = SimpleUploadedFile(name, template(client), content_type="application/pdf")
    page = text(client.post(at("price-list-create"), {"file": sheet}, follow=True))
    assert "nothing changes" in page


def test_a_form_without_a_file_says_so(client, version):
    assert "Choose a file" in text(client.post(at("price-list-create"), {}))


def test_a_preview_that_is_out_of_date_says_so_and_publishes_nothing(client, version):
    first = template(client)
    send(client, first.replace(b"24.10", b"23.00"))
    old = PriceList.objects.get().reference
    send(client, first.replace(b"24.10", b"22.00"))
    new = PriceList.objects.exclude(reference=old).get().reference
    client.post(at("price-list-apply", new))

    refused = text(client.post(at("price-list-apply", old), follow=True))
    assert "Nothing was published" in refused
    assert "Send the file again" in refused
    assert OfferVersion.objects.count() == 2


@pytest.mark.parametrize("role", [Role.PROVIDER_FINANCE, Role.COMMISSIONER])
def test_other_roles_find_no_page(client, version, role):
    enter(client, version.offer.provider, role)
    assert client.get(at("price-list-create")).status_code == 404
    assert client.get(at("price-list-template")).status_code == 404


def test_a_foreign_list_is_like_none(client, version):
    send(client, template(client).replace(b"24.10", b"23.00"))
    reference = PriceList.objects.get().reference
    enter(client, make.Provider())
    missing = client.get(at("price-list-detail", "00000000-0000-4000-8000-000000000000"))
    foreign = client.get(at("price-list-detail", reference))
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert client.post(at("price-list-apply", reference)).status_code == 404
    assert PriceList.objects.get().applied_at is None


def test_template_and_preview_ask_as_much_for_many_offers_as_for_one(client, version):
    def counted():
        PriceList.objects.all().delete()
        send(client, template(client).replace(b"24.10", b"23.00"))
        preview = at("price-list-detail", PriceList.objects.get().reference)
        return queries(client, at("price-list-template")), queries(client, preview)

    one = counted()
    for _ in range(2):
        make.published(provider=version.offer.provider)
    assert counted() == one
