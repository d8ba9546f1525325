"""One process that posts with django-hordak: from the council's account to one of the skewed funds.

`python -m bench.hordak_writing prepare` makes the tables and accounts, any number is a writer.
Its transfer has a transaction and two legs, and a trigger that sums them: no balance, floor, hash,
key, permission or audit.
"""

from __future__ import annotations

import sys

import django

from bench.told import serve
from bench.writing import skewed

FUNDS = 50


def prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django has started now
    from hordak.models import Account, AccountType  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    for number in range(FUNDS + 1):
        Account.objects.create(
            name=f"Fund {number}", type=AccountType.asset, code=str(number), currencies=["GBP"]
        )


def write(*, number: int) -> None:
    from django.db.transaction import atomic  # noqa: PLC0415 - Django has started now
    from djmoney.money import Money  # noqa: PLC0415
    from hordak.models import Account  # noqa: PLC0415

    council, *funds = Account.objects.order_by("pk")
    places, penny = skewed(among=FUNDS, seed=number), Money("0.01", "GBP")

    def transfer() -> None:
        with atomic():
            council.transfer_to(funds[next(places)], penny)

    serve({"hordak": transfer})


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
    else:
        write(number=int(sys.argv[1]))
