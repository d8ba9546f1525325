"""The service navigation: every place of every app, and who is shown it."""

from accounts.enums import OrganisationKind
from accounts.rules.roles import MANAGES_MEMBERS, ROLES_OF, SEES_RECORDS
from accounts.web.presenters.navigation import ANYBODY, FOR_PERSON, Link
from isf.permissions import BUDGET_ROLES
from marketplace.permissions import BILLERS, COMMISSIONERS, MODERATORS, SELLERS, STAFF

_ANYBODY = frozenset({ANYBODY})
_RECORD = frozenset({FOR_PERSON})
_FUNDS = SEES_RECORDS | ROLES_OF[OrganisationKind.PROVIDER]

LINKS: tuple[Link, ...] = (
    Link(label="Find support", url_name="marketplace:offer-list", seen_by=_ANYBODY),
    Link(label="Your orders", url_name="marketplace:order-list", seen_by=_RECORD),
    Link(label="Orders", url_name="marketplace:sale-list", seen_by=STAFF),
    Link(label="Visits", url_name="marketplace:visit-list", seen_by=SELLERS),
    Link(label="Invoices", url_name="marketplace:invoice-list", seen_by=BILLERS),
    Link(label="Your offers", url_name="marketplace:catalogue-list", seen_by=SELLERS),
    Link(label="Reviews", url_name="marketplace:review-received", seen_by=STAFF),
    Link(label="Reviews", url_name="marketplace:moderation-list", seen_by=MODERATORS),
    Link(label="Compliance", url_name="marketplace:compliance-own", seen_by=STAFF),
    Link(label="Compliance", url_name="marketplace:compliance-board", seen_by=COMMISSIONERS),
    Link(label="Your money", url_name="isf:fund-list", seen_by=_RECORD),
    Link(label="Overview", url_name="isf:overview", seen_by=frozenset(SEES_RECORDS)),
    Link(label="Funds", url_name="isf:fund-list", seen_by=_FUNDS),
    Link(label="Statements", url_name="isf:statement-run-list", seen_by=_FUNDS),
    Link(label="Bills", url_name="isf:invoice-list", seen_by=_RECORD | _FUNDS),
    Link(label="Cases", url_name="isf:case-list", seen_by=frozenset(SEES_RECORDS)),
    Link(label="Record", url_name="accounts:person-own", seen_by=_RECORD),
    Link(label="People", url_name="accounts:person-list", seen_by=frozenset(SEES_RECORDS)),
    Link(label="Members", url_name="accounts:member-list", seen_by=frozenset(MANAGES_MEMBERS)),
)

# Beside the record of a person, for staff of their council: the address gets `?person=`.
RECORD: tuple[Link, ...] = (
    Link(
        label="Record or open their budget",
        url_name="isf:budget-create",
        seen_by=frozenset(BUDGET_ROLES),
    ),
)

FOOTER: tuple[Link, ...] = (
    Link(label="About this site", url_name="marketplace:page-about", seen_by=_ANYBODY),
    Link(label="Get help", url_name="marketplace:page-contact", seen_by=_ANYBODY),
    Link(label="Accessibility", url_name="marketplace:page-accessibility", seen_by=_ANYBODY),
    Link(label="Privacy", url_name="marketplace:page-privacy", seen_by=_ANYBODY),
)
