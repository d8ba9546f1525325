"""Words for the pages of sign-in."""

from __future__ import annotations

from django import template

from accounts.web.presenters import devices

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """What a browser says of itself, in a few words."""
    return devices.device(user_agent=user_agent)
