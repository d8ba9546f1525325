"""Stored balances put right from the journal: the one way past the pen, and only towards it."""

from collections.abc import Iterable

from isf.queries.derived import Difference


def put_right(*, different: Iterable[Difference]) -> int:
    """Write what the derived columns ought to be; how many rows. Source: ISF-LED-6."""
    rows = 0
    for one in different:
        rows += type(one.row).objects.filter(pk=one.row.pk).update(**one.columns)
    return rows
