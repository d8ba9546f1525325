"""The pure part of the ledger: what an entry is, when it balances, how the chain is hashed."""
