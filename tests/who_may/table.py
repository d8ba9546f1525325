"""The one table of who may: a row for every address of the site."""

from __future__ import annotations

from tests.who_may import (
    rows_accounts,
    rows_compliance,
    rows_isf,
    rows_marketplace,
    rows_sign_in,
    rows_using_money,
)
from tests.who_may.rows import Rows

ROWS: Rows = {
    **rows_accounts.ROWS,
    **rows_isf.ROWS,
    **rows_using_money.ROWS,
    **rows_marketplace.ROWS,
    **rows_compliance.ROWS,
    **rows_sign_in.ROWS,
}
