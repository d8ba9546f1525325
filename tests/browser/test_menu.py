"""The menu of every role stands in one line on a usual screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from accounts.enums import OrganisationKind, Role
from accounts.rules.roles import ROLES_OF
from tests.browser.conftest import Enter
from tests.factories import accounts

ITEMS = ".govuk-service-navigation__item"
TOPS = "items => new Set(items.map(item => item.offsetTop)).size"
KINDS = (
    (OrganisationKind.AUTHORITY, accounts.Authority),
    (OrganisationKind.PROVIDER, accounts.ProviderOrganisation),
)


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_every_role_has_its_menu_in_one_line(page: Page, enter: Enter) -> None:
    seen: dict[Role, tuple[int, int]] = {}
    for kind, organisation in KINDS:
        for role in sorted(ROLES_OF[kind]):
            page.context.clear_cookies()
            enter(accounts.Membership(organisation=organisation(), role=role.value).user)
            page.goto("/about/")
            items = page.locator(ITEMS)
            seen[role] = (items.count(), items.evaluate_all(TOPS))
    assert [role for role, (_, lines) in seen.items() if lines != 1] == []
    assert seen[Role.COMMISSIONER][0] >= 10
    assert seen[Role.PROVIDER_OWNER][0] >= 10
