"""What the page of a bill sends along with an answer: how each line stood when it was shown."""

from __future__ import annotations

import re

from django.test import Client

_SHOWN = re.compile(r'name="shown" value="([^"]+)"')


def seen(client: Client, path: str) -> dict[str, list[str]]:
    """The marks of the open lines, as somebody has them on their screen."""
    return {"shown": marks_in(client.get(path).content.decode())}


def marks_in(html: str) -> list[str]:
    """The marks in a page, or in a part of one."""
    return sorted(set(_SHOWN.findall(html)))
