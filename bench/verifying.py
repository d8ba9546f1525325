"""One process that verifies the ledger or scans it bare: rows, seconds, its own peak memory."""

from __future__ import annotations

import json
import resource
import sys
import time

import django

TABLES = ("isf_journalentry", "isf_posting", "isf_reservationevent")
AT_ONCE = 2_000


def main() -> None:
    django.setup()
    from django.db import connection  # noqa: PLC0415 - Django has started now

    from isf.queries import verification  # noqa: PLC0415

    before = peak()
    begun = time.perf_counter()
    rows = 0
    if sys.argv[1] == "scan":
        for table in TABLES:
            with connection.chunked_cursor() as cursor:
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own names
                while some := cursor.fetchmany(AT_ONCE):
                    rows += len(some)
    else:
        report = verification.verify()
        assert report.is_sound, report.damages[:3]
        rows = report.entries + report.postings + report.events
    seconds = time.perf_counter() - begun
    print(json.dumps({"rows": rows, "seconds": seconds, "before": before, "peak": peak()}))


def peak() -> float:
    """The most memory this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
