"""What somebody types into the form of an order."""

from __future__ import annotations

from uuid import uuid4


def answers(version, paid_from, **changes):
    return {
        "token": str(uuid4()),
        "version": version.number,
        "fund": str(paid_from.reference),
        "grade": "BASIC",
        "weekdays_1": ["0", "3"],
        "starts_at_1": "10am",
        "quantity_1": "2",
        "workers_1": "1",
        "starts_on_day": "1",
        "starts_on_month": "6",
        "starts_on_year": "2026",
        **changes,
    }
