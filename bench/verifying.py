"""One process that verifies the ledger or scans it bare: rows, seconds, its own peak memory."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

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
    """The most memory this program ever had, in megabytes.

    Linux says it of the program itself; what `getrusage` says begins with the parent's memory.
    """
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found, "the kernel does not say how much memory this program had"
    return int(found[1]) / 1024


if __name__ == "__main__":
    main()
