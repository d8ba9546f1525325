"""`verify_ledger` in rows a second beside a bare scan, and its memory at two sizes."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median

from bench.choices import Chosen
from bench.journal import Journal

LARGEST, FLAT = 1_000_000, 1.1


def report(chosen: Chosen) -> None:
    """Print rows a second, the ratio to a scan, and the peak memory of each process."""
    most = min(chosen.postings, LARGEST)
    journal, peaks = Journal(), []
    for postings, rounds in ((most // 10, 3), (most, 1)):
        journal.grow(postings=postings)
        scans, checks = [], []
        for _ in range(rounds):
            scans.append(run("scan"))
            checks.append(run("verify"))
        peaks.append(median(one["peak"] for one in checks))
        say(postings, scans, checks)
    ratio = peaks[1] / peaks[0]
    word = "flat" if ratio <= FLAT else "NOT FLAT"
    print(f"memory of verify_ledger with ten times the rows: {ratio:.2f}x ({word})")


def run(what: str) -> dict[str, float]:
    """One process from its start, so that its peak is its own."""
    command = [sys.executable, "-m", "bench.verifying", what]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def say(postings: int, scans: list[dict[str, float]], checks: list[dict[str, float]]) -> None:
    scan, check = (median(o["rows"] / o["seconds"] for o in all_) for all_ in (scans, checks))
    ratio = median(
        one["seconds"] / base["seconds"] for one, base in zip(checks, scans, strict=True)
    )
    print(
        f"verify_ledger of {postings:,} postings: {check:,.0f} rows a second, a bare scan"
        f" {scan:,.0f}: {ratio:.1f}x the time; peak memory"
        f" {median(o['peak'] for o in checks):.0f} MB ({median(o['before'] for o in checks):.0f}"
        " MB before it began)",
        flush=True,
    )
