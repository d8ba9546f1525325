"""Takes the pictures of the guides from a running demonstration.

`make run`, and beside it `.venv/bin/python -m tests.browser.pictures http://127.0.0.1:8000`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.architecture.sources import ROOT

FOLDER = ROOT / "docs" / "guides" / "pictures"
SIZE = {"width": 960, "height": 720}
PATIENCE_MS = 30_000
FIRST = "main .app-list h2 a, main .app-list h3 a"
FUND = "main a:has-text('fund held by')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is in one picture: who looks, what they click, and what stands at the top."""

    name: str
    role: str
    path: str
    clicks: tuple[str, ...] = ()
    top: str = "main"


PICTURES = (
    Picture(name="sign-in", role="", path="/", top="text=Try it as one"),
    Picture(name="find-support", role="BUDGET_HOLDER", path="/offers/"),
    Picture(
        name="compare",
        role="BUDGET_HOLDER",
        path="/offers/",
        clicks=(
            "label:has-text('Compare') >> nth=0",
            "label:has-text('Compare') >> nth=2",
            "button:has-text('Compare the ticked')",
        ),
    ),
    Picture(
        name="your-money-before",
        role="BUDGET_HOLDER",
        path="/offers/",
        clicks=(FIRST,),
        top="text=What it means for your money",
    ),
    Picture(
        name="order",
        role="BUDGET_HOLDER",
        path="/offers/",
        clicks=(FIRST, "text=Order this"),
    ),
    Picture(
        name="bill",
        role="BUDGET_HOLDER",
        path="/money/bills/",
        clicks=("main a:has-text('bill') >> nth=0",),
    ),
    Picture(
        name="fund",
        role="BUDGET_HOLDER",
        path="/money/funds/",
        clicks=(FUND,),
    ),
    Picture(
        name="statements",
        role="BUDGET_HOLDER",
        path="/money/funds/",
        clicks=(FUND, "text=Statements to keep"),
    ),
    Picture(
        name="statement",
        role="BUDGET_HOLDER",
        path="/money/funds/",
        clicks=(
            FUND,
            "text=Statements to keep",
            "main table a, main ul a, main h2 a",
        ),
    ),
    Picture(
        name="give-notice",
        role="BUDGET_HOLDER",
        path="/money/funds/",
        clicks=(FUND, "text=Give notice, and take the money"),
    ),
    Picture(
        name="time-away",
        role="BUDGET_HOLDER",
        path="/money/funds/",
        clicks=(FUND, "text=Tell the council about time in hospital"),
    ),
    Picture(name="record", role="BUDGET_HOLDER", path="/people/you/"),
    Picture(
        name="who-looked",
        role="BUDGET_HOLDER",
        path="/people/you/",
        clicks=("text=Who looked at this record",),
    ),
    Picture(name="acting-for", role="REPRESENTATIVE", path="/", top="body"),
    Picture(name="orders-to-answer", role="PROVIDER_MANAGER", path="/sales/"),
    Picture(name="visits", role="PROVIDER_MANAGER", path="/visits/"),
    Picture(name="your-offers", role="PROVIDER_MANAGER", path="/catalogue/"),
    Picture(name="price-list", role="PROVIDER_MANAGER", path="/prices/"),
    Picture(name="reviews-received", role="PROVIDER_MANAGER", path="/reviews/received/"),
    Picture(name="raise-a-bill", role="PROVIDER_FINANCE", path="/invoices/new/"),
    Picture(
        name="added-money",
        role="PROVIDER_FINANCE",
        path="/money/funds/",
        clicks=(FIRST, "text=Take in money somebody adds"),
    ),
    Picture(name="overview", role="COMMISSIONER", path="/money/"),
    Picture(
        name="holder-fails",
        role="COMMISSIONER",
        path="/money/holders/",
        clicks=("main a:has-text('End all funds of')",),
    ),
    Picture(name="policy", role="COMMISSIONER", path="/money/policy/"),
    Picture(name="compliance", role="COMMISSIONER", path="/compliance/"),
    Picture(name="moderation", role="COMMISSIONER", path="/moderation/"),
    Picture(name="statement-runs", role="FINANCE_OFFICER", path="/money/statements/"),
    Picture(name="letters", role="FINANCE_OFFICER", path="/money/letters/"),
    Picture(name="holds", role="SAFEGUARDING_LEAD", path="/money/holds/"),
)


def main(site: str) -> None:
    """Take every picture, signing in once for each role."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        for role, pictures in groupby(PICTURES, key=lambda picture: picture.role):
            for said in take_all(browser, site=site, role=role, pictures=pictures):
                print(said, flush=True)
        browser.close()


def take_all(
    browser: Browser, *, site: str, role: str, pictures: Iterator[Picture]
) -> Iterator[str]:
    """The pictures of one role; says which were taken."""
    context = browser.new_context(
        base_url=site, viewport=SIZE, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/")
    if role:
        page.locator(f"form:has(input[value={role}]) button").click()
    for picture in pictures:
        take(page, picture=picture)
        yield picture.name
    context.close()


def take(page: Page, *, picture: Picture) -> None:
    """Go there as a reader would, and keep what the window shows."""
    page.goto(picture.path)
    for click in picture.clicks:
        page.locator(click).first.click()
    page.wait_for_load_state()
    page.locator(picture.top).first.evaluate("it => it.scrollIntoView({block: 'start'})")
    page.screenshot(path=FOLDER / f"{picture.name}.png")


if __name__ == "__main__":
    main(sys.argv[1])
