"""Work every issued statement out again, and make its file again; name the first damage."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from isf.gateways import paper
from isf.management.runs import counted, progress
from isf.models import IssuedStatement
from isf.queries import issued_checks


class Command(BaseCommand):
    """`manage.py verify_statements` (ISF-LED-7)."""

    help = "Verifies that issued statements are what the ledger says; exit status 1 if one is not."

    def handle(self, *_: Any, **__: Any) -> None:
        """Verify, report, and leave with 1 where anything is damaged."""
        now = issued_checks.Paper(
            made_with=paper.MADE_WITH, make=lambda content: paper.statement(content=content)
        )
        report = issued_checks.Report()
        every = issued_checks.verify(authority_id=None, paper=now, report=report)
        total = IssuedStatement.objects.count()
        for _one in progress(every, total=total, title="Verifying"):
            pass
        self.stdout.write(
            f"{counted(report.statements, 'statement')} worked out again, "
            f"{counted(report.made_again, 'file')} made again."
        )
        for damage in report.damages:
            self.stdout.write(
                f"DAMAGED: {damage.authority}, statement {damage.number}: {damage.what}."
            )
        if report.damages:
            sys.exit(1)
        self.stdout.write("Sound: every statement is as it was issued.")
