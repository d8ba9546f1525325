"""Every rule has a keeper, the page of rules is current, and each rule is named by a test."""

from __future__ import annotations

import io
import re

from django.core.management import call_command

from tests.architecture.sources import ROOT

NAMED = re.compile(r'mark\.rule\(\s*"([A-Z]+-[A-Z]+-\d+)"')
# The rules of the main path: what must be kept before anything else is built on it.
MAIN_PATH = {
    *(f"ISF-RES-{number}" for number in (1, 2, 3, 6)),
    *(f"ISF-FEE-{number}" for number in (1, 2, 3, 4, 6, 7)),
    *(f"ISF-BIL-{number}" for number in (1, 2, 3, 8)),
    *(f"ISF-LED-{number}" for number in range(1, 9)),
    "ISF-FUN-1",
    "ISF-BUY-1",
}


def generated() -> str:
    out = io.StringIO()
    call_command("list_rules", stdout=out)
    return out.getvalue()


def kept() -> set[str]:
    return set(re.findall(r"^\| ([A-Z]+-[A-Z]+-\d+) ", generated(), flags=re.MULTILINE))


def test_the_page_of_rules_is_current() -> None:
    assert (ROOT / "docs" / "rules.md").read_text() == generated()


def test_every_rule_of_the_main_path_has_a_keeper() -> None:
    assert MAIN_PATH - kept() == set()


def test_every_kept_rule_is_named_by_a_test() -> None:
    named = {
        rule
        for path in (ROOT / "tests").rglob("test_*.py")
        for rule in NAMED.findall(path.read_text())
    }
    assert kept() - named == set()
