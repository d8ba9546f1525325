"""What the first reader would otherwise wait for, done when a server starts.

Only what a web server calls asks for this; commands and tests load what they need. Nothing here
asks the database, so a server still starts while that is away.
"""

from __future__ import annotations

from pathlib import Path

from django.template.loader import get_template
from django.urls import reverse

from accounts.enums import Nation
from accounts.rules.calendar import day_type
from accounts.web import clock

HOME = "marketplace:home"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def warm() -> None:
    """Import every view, read every template of ours, and this year's bank holidays."""
    reverse(HOME)
    for name in _list_templates():
        get_template(name)
    for nation in Nation:
        day_type(clock.today(), nation)


def _list_templates() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
