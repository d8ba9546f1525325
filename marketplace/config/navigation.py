"""The service navigation: every place of every app, and who is shown it."""

from accounts.web.presenters.navigation import Link

# A page joins the navigation by a line here: Link(label="Find support",
# url_name="marketplace:offer-list", seen_by=frozenset({ANYBODY})).
LINKS: tuple[Link, ...] = ()

FOOTER: tuple[Link, ...] = ()
