"""What the database itself refuses of the row of a fund."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from isf.models import Fund
from tests.factories.borough import Borough


@pytest.mark.rule("ISF-RES-1")
@pytest.mark.django_db
def test_an_isf_has_a_holder() -> None:
    fund = Borough().open_fund()
    with pytest.raises(IntegrityError), transaction.atomic():
        Fund.objects.filter(pk=fund.pk).update(holder=None)
