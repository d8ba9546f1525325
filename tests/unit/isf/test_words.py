"""What things of money are called, and texts that are none of ours."""

from __future__ import annotations

import pytest

from isf.enums import DeploymentKind
from isf.rules import statement_content, words


@pytest.mark.parametrize(
    ("kind", "holder", "said"),
    [
        (DeploymentKind.ISF, "Goodcare", " held by Goodcare"),
        (DeploymentKind.DIRECT_PAYMENT, "", ""),
        (DeploymentKind.MANAGED, "Goodcare", ", Borough of Ash"),
    ],
)
def test_a_fund_is_called_by_its_kind_and_who_has_the_money(
    kind: DeploymentKind, holder: str, said: str
) -> None:
    title = words.fund_title(kind=kind, holder=holder, authority="Borough of Ash")
    assert title == words.FUND_KINDS[kind] + said


@pytest.mark.rule("ISF-LED-7")
def test_a_statement_of_a_form_to_come_is_refused_and_not_guessed() -> None:
    later = max(statement_content.READABLE) + 1
    with pytest.raises(statement_content.Unreadable, match=f"form {later} "):
        statement_content.read(text=f'{{"schema": {later}}}')
