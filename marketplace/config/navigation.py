"""The service navigation: every place of every app, and who is shown it."""

from accounts.rules.roles import MANAGES_MEMBERS, SEES_RECORDS
from accounts.web.presenters.navigation import FOR_PERSON, SIGNED_IN, Link

# A page joins the navigation by a line here: Link(label="Find support",
# url_name="marketplace:offer-list", seen_by=frozenset({ANYBODY})).
LINKS: tuple[Link, ...] = (
    Link(
        label="Record",
        url_name="accounts:person-own",
        seen_by=frozenset({FOR_PERSON}),
    ),
    Link(
        label="People",
        url_name="accounts:person-list",
        seen_by=frozenset(SEES_RECORDS),
    ),
    Link(
        label="Members",
        url_name="accounts:member-list",
        seen_by=frozenset(MANAGES_MEMBERS),
    ),
    Link(
        label="Your sign-in",
        url_name="accounts:user-detail",
        seen_by=frozenset({SIGNED_IN}),
    ),
)

FOOTER: tuple[Link, ...] = ()
