"""The browser is real and watches what a page does."""

import pytest
from playwright.sync_api import Page


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
