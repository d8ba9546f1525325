"""What we ask of allauth: plain addresses, and second-step secrets that are encrypted at rest."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may sign up to look and compare; power comes only from what links to the user."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This sign-in is closed. Ask the organisation that invited you.",
        "duplicate_email": "This is already your address",
        "email_taken": "Somebody already signs in with this address",
        "incorrect_code": "The code is not right. Check it and type it again",
        "invalid_login": "Enter an e-mail address, such as name@example.org",
        "rate_limited": "You asked for too many codes. Wait five minutes, then try again",
        "same_as_current": "Enter an address other than the one you use now",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again",
    }

    def clean_email(self, email: str) -> str:
        """One spelling of an address, so that it means one user."""
        return email.strip().lower()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secret of an authenticator app unreadable in the database."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "Turn the second step off before you change your address",
        "incorrect_code": "The code is not right. Wait for the next one and type that",
        "unverified_email": "Confirm your e-mail address first",
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with a key made from SECRET_KEY."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the key of today or a former one (SECRET_KEY_FALLBACKS)."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key_from(str(key))) for key in keys])


def _key_from(secret: str) -> bytes:
    digest = hashlib.sha256(b"second factor:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
