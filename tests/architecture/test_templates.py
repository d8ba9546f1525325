"""Templates keep to the four shapes and to the components there are, and escape what they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = Path(settings.BASE_DIR) / "templates"
ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
APPS = ("accounts", "isf", "marketplace")
PAGES = [
    name for name in ALL if name.startswith(APPS) and "/_" not in name and "/mail/" not in name
]
INLINE = ("amount_link", "date", "dates", "money", "status", "tag")
COMPONENTS = {path.stem for path in (TEMPLATES / "cotton").glob("*.html")} | {"vars", "slot"}
REFUSED = {
    "something of another site": r"(?:src|action)\s*=\s*[\"']https?:",
    "an error said twice in the title": r"block title %\}[^\n]*Error: ",
    "text that is not escaped": r"\|\s*safe(?:seq)?\b|autoescape\s+off",
}
# Drawn by the library from figures alone, with no words of anybody.
MAY_STAND = {("mfa/totp/activate_form.html", "text that is not escaped")}


def refused(source: str) -> list[str]:
    return [what for what, pattern in REFUSED.items() if re.search(pattern, source)]


def unknown_components(source: str) -> set[str]:
    used = re.findall(r"</?c-([a-z0-9.-]+)", source)
    return {name.replace("-", "_") for name in used} - COMPONENTS


@pytest.mark.parametrize("name", ALL)
def test_template_is_sound(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    get_template(name)
    assert [what for what in refused(source) if (name, what) not in MAY_STAND] == []
    assert unknown_components(source) == set()


@pytest.mark.parametrize("name", PAGES)
def test_page_has_one_of_the_shapes(name: str) -> None:
    first = (TEMPLATES / name).read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(
        r'\{% extends "(layouts/(page|form|list|dashboard)|.+/_.+)\.html" %\}', first
    )


@pytest.mark.parametrize("name", INLINE)
def test_component_within_a_sentence_ends_without_a_line(name: str) -> None:
    """A line's end would be a space before the full stop."""
    source = (TEMPLATES / "cotton" / f"{name}.html").read_text(encoding="utf-8")
    assert not source.endswith("\n")


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ('<img src="https://elsewhere.example/a.png">', "something of another site"),
        ("{{ words|safe }}", "text that is not escaped"),
    ],
)
def test_what_is_refused_is_noticed(source: str, what: str) -> None:
    assert refused(source) == [what]
    assert unknown_components("<c-monney />") == {"monney"}
