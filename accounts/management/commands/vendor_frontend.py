"""Brings govuk-frontend and the site's typeface into the repository, so that pages need no node.

Only for developers: `npm` fetches both packages; what belongs to the government's own site alone
(typeface, crest, crown, logotype, favicons) is left out, and the command fails if any remains.
"""

from __future__ import annotations

import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

STATIC = Path(__file__).resolve().parents[2] / "web" / "static"
GOVUK = "govuk-frontend@6.6.0"
TYPEFACE = "@fontsource/atkinson-hyperlegible@5.3.0"
FONT_FAMILY = '"Atkinson Hyperlegible",arial,sans-serif'
RESERVED = (
    "GDS Transport",
    "crest",
    "crown",
    "logotype",
    "copyright-logo",
    "sourceMappingURL",
    "url(",
)

MIT_NOTICE = """\
govuk-frontend, https://github.com/alphagov/govuk-frontend

The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


class Command(BaseCommand):
    help = "Fetch govuk-frontend and the typeface from npm into accounts/web/static/vendor."

    def handle(self, *_args: Any, **_options: Any) -> None:
        target = STATIC / "vendor"
        with tempfile.TemporaryDirectory() as scratch:
            _write_govuk(_fetch(GOVUK, Path(scratch)), target / "govuk-frontend")
            _write_typeface(_fetch(TYPEFACE, Path(scratch)), target / "atkinson-hyperlegible")
        self.stdout.write(f"{GOVUK} and {TYPEFACE} are in {target}.")


def strip_styles(css: str) -> str:
    """Return the style sheet in our typeface, without what only the government's site may show."""
    css = re.sub(r"/\*! Copyright \(c\) 2011 by Margaret Calvert.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", FONT_FAMILY)
    css = css.replace("{font-family:sans-serif}", f"{{font-family:{FONT_FAMILY}}}")
    css = re.sub(r"[^{}]*(?:crown|logotype|copyright-logo)[^{}]*\{[^{}]*\}", "", css)
    css = re.sub(r"@[^{};]+\{\}", "", css)
    return _without_source_map(css)


def strip_script(script: str) -> str:
    """Return the script without the line that asks for a file we do not serve."""
    return _without_source_map(script)


def reserved_in(text: str) -> list[str]:
    """Name what is left of the marks that only the government's site may show."""
    return [mark for mark in RESERVED if mark in text]


def _without_source_map(text: str) -> str:
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+?(\s*\*/|\s*$)", "", text, flags=re.MULTILINE)


def _fetch(package: str, scratch: Path) -> Path:
    packed = subprocess.run(  # noqa: S603 - the package names are the constants above
        ["npm", "pack", "--silent", package],  # noqa: S607 - npm is wherever the developer has it
        cwd=scratch,
        check=True,
        capture_output=True,
        text=True,
    )
    archive = scratch / packed.stdout.strip().splitlines()[-1]
    unpacked = scratch / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(unpacked, filter="data")
    return unpacked / "package"


def _write_govuk(package: Path, target: Path) -> None:
    source = package / "dist" / "govuk"
    css = strip_styles((source / "govuk-frontend.min.css").read_text(encoding="utf-8"))
    if left := reserved_in(css):
        raise CommandError(f"Still in the style sheet: {', '.join(left)}. Nothing was written.")
    script = strip_script((source / "govuk-frontend.min.js").read_text(encoding="utf-8"))
    banner = f"/* {GOVUK}, MIT, see LICENSE.txt; changed by manage.py vendor_frontend */\n"
    target.mkdir(parents=True, exist_ok=True)
    (target / "govuk-frontend.min.css").write_text(f"{banner}{css.strip()}\n", encoding="utf-8")
    (target / "govuk-frontend.min.js").write_text(f"{banner}{script.strip()}\n", encoding="utf-8")
    (target / "LICENSE.txt").write_text(MIT_NOTICE, encoding="utf-8")


def _write_typeface(package: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for font in sorted((package / "files").glob("*.woff2")):
        (target / font.name).write_bytes(font.read_bytes())
    (target / "LICENSE.txt").write_bytes((package / "LICENSE").read_bytes())
