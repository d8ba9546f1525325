"""The browser is real and watches what a page does."""

import pytest
from playwright.sync_api import Page

from tests.browser import typing_in
from tests.browser.conftest import Enter
from tests.factories import accounts

PRESSED_TWICE = """button => {
  let times = 0;
  document.addEventListener("submit", event => { times += 1; event.preventDefault(); });
  button.click();
  button.click();
  return times;
}"""


@pytest.mark.django_db(transaction=True)
def test_sign_in_page_is_served_under_a_strict_policy(page: Page) -> None:
    response = page.goto("/sign-in/")
    assert response is not None
    assert response.status == 200
    assert "default-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.django_db(transaction=True)
def test_script_of_another_site_is_noticed(page: Page, complaints: list[str]) -> None:
    page.goto("/sign-in/")
    page.evaluate(
        "const s = document.createElement('script'); s.src = 'https://elsewhere.example/a.js';"
        "document.head.append(s); new Promise(done => { s.onerror = done; })"
    )
    assert any("Content Security Policy" in complaint for complaint in complaints)
    complaints.clear()


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_somebody_can_be_signed_in_and_a_form_sent(page: Page, enter: Enter) -> None:
    person = accounts.Person()
    enter(person.user)
    page.goto("/your-sign-in/name/")
    answer = typing_in.send(page, {"full_name": "Nia New"}, button="Save")
    assert answer is not None
    assert answer.status == 200
    assert "Signed in as Nia New" in page.locator("header").inner_text()
    assert "Your name was changed." in page.get_by_role("alert").inner_text()


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_button_pressed_twice_sends_once(page: Page, enter: Enter) -> None:
    person = accounts.Person()
    enter(person.user)
    page.goto("/your-sign-in/name/")
    times = page.get_by_role("button", name="Save").evaluate(PRESSED_TWICE)
    assert times == 1
