"""The tables of accounts, one module per noun."""

from accounts.models.user import User

__all__ = ["User"]
