"""Accounts, entries, postings, snapshots. Only `isf.operations.posting` writes them."""

from django.db import models

from isf.enums import AccountKind, EntryKind


class LedgerAccount(models.Model):
    """A pot in the ledger with its materialised balance, in whole pence."""

    authority = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in AccountKind])
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="+", null=True)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="+", null=True
    )
    purpose = models.CharField(max_length=64, default="", blank=True)
    posted = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    floor = models.BigIntegerField(null=True)
    running = models.BooleanField()
    version = models.BigIntegerField(default=0)
    last_day = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["fund", "purpose"],
                condition=models.Q(fund__isnull=False),
                name="one_account_per_fund_and_purpose",
            ),
            models.UniqueConstraint(
                fields=["authority", "kind", "organisation", "purpose"],
                condition=models.Q(fund__isnull=True, organisation__isnull=False),
                name="one_shared_account_of_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["authority", "kind", "purpose"],
                condition=models.Q(fund__isnull=True, organisation__isnull=True),
                name="one_shared_account_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(floor__isnull=True)
                | models.Q(posted__gte=models.F("floor") + models.F("reserved")),
                name="available_never_below_the_floor",
            ),
            models.CheckConstraint(
                condition=models.Q(reserved__gte=0), name="reserved_never_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(running=True, fund__isnull=False)
                | models.Q(running=False, fund__isnull=True),
                name="funds_run_shared_accounts_do_not",
            ),
        )


class JournalEntry(models.Model):
    """The header of an entry; its postings sum to zero and it never changes."""

    id = models.BigIntegerField(primary_key=True)
    # The fund's own authority; the trigger that proves an entry proves that too.
    authority = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    # Proved with the entry; funds are never deleted.
    fund = models.ForeignKey(
        "isf.Fund", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24, choices=[(k, k) for k in EntryKind])
    day = models.DateField()
    recorded_at = models.DateTimeField()
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    actor = models.CharField(max_length=64)
    memo = models.CharField(max_length=200, default="", blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, related_name="+", null=True)
    line = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("fund_id", "seq")
        constraints = (
            models.UniqueConstraint(fields=["fund", "seq"], name="entry_place_in_its_chain"),
            models.UniqueConstraint(fields=["authority", "key"], name="entry_business_key"),
        )
        indexes = (models.Index(fields=["fund", "day"], name="entry_by_fund_and_day"),)


class Posting(models.Model):
    """One side of an entry: signed whole pence, and the balance of its account after it."""

    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="+")
    # Proved with the entry; accounts are never deleted.
    account = models.ForeignKey(
        LedgerAccount, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    seq = models.PositiveIntegerField()
    pence = models.BigIntegerField()
    after = models.BigIntegerField(null=True)
    day = models.DateField()
    late = models.BooleanField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(pence=0), name="a_posting_moves_money"),
        )
        indexes = (
            models.Index(
                fields=["account", "day", "seq"],
                condition=models.Q(late=False),
                name="posting_in_order",
            ),
            models.Index(
                fields=["account", "day"], condition=models.Q(late=True), name="posting_late"
            ),
        )


class Snapshot(models.Model):
    """What an account held when a month was closed, in whole pence."""

    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="+")
    through_on = models.DateField()
    posted = models.BigIntegerField()
    reserved = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "through_on"], name="one_snapshot_per_close"
            ),
        )
