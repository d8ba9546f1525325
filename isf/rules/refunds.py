"""Money a provider gives back of a line that was paid: how much it can be, and where it goes."""

from collections.abc import Sequence

from accounts.rules.registry import rule


class RefundTooLarge(Exception):
    """More than was paid for a line, less what was given back of it already (ISF-BIL-7)."""

    rule = "ISF-BIL-7"

    def __init__(self, *, left_pence: int, asked_pence: int) -> None:
        self.left_pence = left_pence
        self.asked_pence = asked_pence
        super().__init__(f"{left_pence} pence of this line can still be given back.")


class RefundIncomplete(Exception):
    """A refund of nothing, or without saying why (ISF-BIL-7)."""

    rule = "ISF-BIL-7"


class NothingPaid(Exception):
    """A line that was not paid, or whose payment was taken back (ISF-BIL-7)."""

    rule = "ISF-BIL-7"


@rule("ISF-BIL-7", "A refund is at most what was paid for the line, less what came back before.")
def check_refund(*, pence: int, reason: str, paid_pence: int, refunded_pence: int) -> None:
    """Refuse a refund of nothing, without words, or above what is left of a payment.

    Units: whole pence. Errors: `RefundIncomplete`, `RefundTooLarge`. Source: ISF-BIL-7.
    """
    if pence <= 0 or not reason.strip():
        raise RefundIncomplete("A refund needs an amount and a reason.")
    left = paid_pence - refunded_pence
    if pence > left:
        raise RefundTooLarge(left_pence=left, asked_pence=pence)


@rule("ISF-BIL-7", "What comes back goes where it was taken from, the last taken first.")
def shares(*, taken: Sequence[int], before: int, pence: int) -> list[int]:
    """What of an amount goes back to each account that paid a line, in their order.

    `taken` is what each gave, `before` what came back already: several refunds together do what
    one of their sum would. Units: whole pence. Source: ISF-BIL-7, ISF-FUN-5, ISF-RES-5.
    """
    now, then = back(taken=taken, pence=before + pence), back(taken=taken, pence=before)
    return [one - other for one, other in zip(now, then, strict=True)]


def back(*, taken: Sequence[int], pence: int) -> list[int]:
    """An amount put back where it was taken from, the last taken first; whole pence."""
    found = []
    for gave in reversed(taken):
        part = min(gave, pence)
        found.append(part)
        pence -= part
    return found[::-1]
