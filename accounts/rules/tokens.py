"""Secrets sent by e-mail: long, random, and kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets

_BYTES = 32


def new_token() -> str:
    """A secret nobody can guess, safe inside an address."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> str:
    """What is stored of a token: 64 hexadecimal digits from which it cannot be found again."""
    return hashlib.sha256(token.encode()).hexdigest()
