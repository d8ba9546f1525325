"""Every operation on money is one transaction, tried again where the database says so."""

from accounts.operations import transactions

money_transaction = transactions.retried
