"""The service navigation: every place of every app, and who is shown it."""

from accounts.web.presenters.navigation import ANYBODY, Link

_ANYBODY = frozenset({ANYBODY})

LINKS: tuple[Link, ...] = (
    Link(label="Find support", url_name="marketplace:offer-list", seen_by=_ANYBODY),
)

FOOTER: tuple[Link, ...] = (
    Link(label="About this site", url_name="marketplace:page-about", seen_by=_ANYBODY),
    Link(label="Accessibility", url_name="marketplace:page-accessibility", seen_by=_ANYBODY),
    Link(label="Privacy", url_name="marketplace:page-privacy", seen_by=_ANYBODY),
)
