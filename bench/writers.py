"""One posting with one and with four writers on skewed funds: ours, the floor, django-hordak."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from bench.floor import make_tables
from bench.hordak_writing import FUNDS
from bench.told import Crew
from bench.writing import Prepared
from isf.models.journal import LedgerAccount
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import account

WRITERS, ROUNDS, SECONDS = 4, 12, 0.4
GOAL = 2.0
WITHOUT = "django-hordak: not measured here: "


def report() -> None:
    """Print rates a second and ratios to the floor, each by the median over rounds."""
    prepared = prepare()
    with tempfile.NamedTemporaryFile(suffix=".pickle") as file:
        Path(file.name).write_bytes(pickle.dumps(prepared))
        with writing(file.name) as crew, hordak() as theirs:
            rates = rounds(crew, theirs)
    for members in (1, WRITERS):
        say(rates, members)


def prepare() -> Prepared:
    """Funds with their first grant, so that nobody opens the council's account in a round."""
    borough = Borough()
    funds = [borough.open_fund()]
    funds += [
        borough.open_fund(person=make.Person(authority=borough.authority)) for _ in range(FUNDS - 1)
    ]
    for number, fund in enumerate(funds):
        borough.grant(fund, 1, key=f"first {number}")
    council = LedgerAccount.objects.get(authority=borough.authority, kind="COUNCIL")
    make_tables()
    return Prepared(
        funds=[(fund.pk, account(fund).pk) for fund in funds],
        council_id=council.pk,
        by=borough.finance,
    )


@contextmanager
def writing(file: str) -> Iterator[Crew]:
    python = [sys.executable, "-m", "bench.writing", file]
    crew = Crew.begin(
        [[*python, str(number)] for number in range(1, WRITERS + 1)], environment=os.environ
    )
    yield crew
    crew.end()


@contextmanager
def hordak() -> Iterator[Crew | None]:
    """Writers of django-hordak in a database of its own, or None with the reason said."""
    why = without_hordak()
    if why:
        print(WITHOUT + why)
        yield None
        return
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.hordak_settings",
        "HORDAK_DATABASE": beside(os.environ["DATABASE_URL"]),
    }
    python = [sys.executable, "-m", "bench.hordak_writing"]
    subprocess.run([*python, "prepare"], env=environment, check=True)
    crew = Crew.begin(
        [[*python, str(number)] for number in range(1, WRITERS + 1)], environment=environment
    )
    yield crew
    crew.end()


def without_hordak() -> str:
    """Why it cannot be measured, or nothing."""
    if connection.vendor != "postgresql":
        return "it works on PostgreSQL and MySQL only."
    return "" if find_spec("hordak") else "install requirements/bench.txt, or run make bench."


def beside(address: str) -> str:
    """Make a database of its own on the same server, and say its address."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE bench_hordak")
    return urlunsplit(urlsplit(address)._replace(path="/bench_hordak"))


def rounds(crew: Crew, theirs: Crew | None) -> Mapping[tuple[str, int], list[float]]:
    """What each did a second, round by round: all of them within the same few seconds."""
    found: dict[tuple[str, int], list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for members in (1, WRITERS):
            for who, what in ((crew, "floor"), (crew, "grant"), (theirs, "hordak")):
                if who is not None:
                    rate = who.rate(what, members=members, seconds=SECONDS)
                    found[what, members].append(rate)
    return found


def say(rates: Mapping[tuple[str, int], list[float]], members: int) -> None:
    writers = "one writer" if members == 1 else f"{members} writers"
    floor = rates["floor", members]
    print(f"{writers} on {FUNDS} skewed funds: the floor {median(floor):,.0f} postings a second")
    for what, words in (("grant", "a grant, the whole operation"), ("hordak", "django-hordak")):
        own = rates.get((what, members))
        if own is None:
            continue
        ratio = median(base / rate for base, rate in zip(floor, own, strict=True))
        print(f"  {words}: {median(own):,.0f} a second, {ratio:.2f}x the floor{goal(what, ratio)}")
    if ("hordak", members) in rates:
        theirs = rates["hordak", members]
        pairs = zip(rates["grant", members], theirs, strict=True)
        print(f"  ours is {median(own / other for own, other in pairs):.2f} times as quick as it")


def goal(what: str, ratio: float) -> str:
    if what != "grant":
        return ""
    return f" (goal {GOAL:.0f}x: {'reached' if ratio <= GOAL else 'not reached'})"
