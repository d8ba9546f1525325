"""What is vendored shows none of the government's marks and asks for nothing that is not served."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.management.commands import vendor_frontend

STATIC = Path(vendor_frontend.STATIC)
GOVUK = STATIC / "vendor" / "govuk-frontend"


def test_style_sheet_has_no_mark_of_the_government() -> None:
    css = (GOVUK / "govuk-frontend.min.css").read_text(encoding="utf-8")
    assert vendor_frontend.reserved_in(css) == []
    assert "Atkinson Hyperlegible" in css
    assert ".govuk-button" in css


def test_script_asks_for_no_map() -> None:
    script = (GOVUK / "govuk-frontend.min.js").read_text(encoding="utf-8")
    assert "sourceMappingURL" not in script
    assert "export{" in script


def test_licences_come_along() -> None:
    assert "MIT License" in (GOVUK / "LICENSE.txt").read_text(encoding="utf-8")
    typeface = (STATIC / "vendor" / "atkinson-hyperlegible" / "LICENSE.txt").read_text()
    assert "SIL OPEN FONT LICENSE" in typeface


def test_nothing_else_is_vendored() -> None:
    kinds = {path.suffix for path in STATIC.rglob("*") if path.is_file()}
    assert kinds == {".css", ".js", ".svg", ".txt", ".woff2"}


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("@font-face{font-family:GDS Transport;src:url(a.woff2)}a{color:red}", "a{color:red}"),
        (".govuk-footer__copyright-logo{background:url(crest.svg)}b{top:0}", "b{top:0}"),
        ("@supports (mask:x){.govuk-footer__copyright-logo{mask:url(c)}}b{top:0}", "b{top:0}"),
        (".x{font-family:GDS Transport,arial,sans-serif}", None),
        ("a{top:0}\n/*# sourceMappingURL=a.css.map */", "a{top:0}\n"),
    ],
)
def test_marks_are_taken_out(css: str, left: str | None) -> None:
    stripped = vendor_frontend.strip_styles(css)
    assert vendor_frontend.reserved_in(stripped) == []
    assert left is None or stripped == left


def test_what_is_left_is_named() -> None:
    assert vendor_frontend.reserved_in("a{background:url(x)}.crown{}") == ["crown", "url("]
