"""What we ask of allauth: plain addresses, and second-step secrets that are encrypted at rest."""

from __future__ import annotations

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may sign up to look and compare; power comes only from what links to the user."""

    def clean_email(self, email: str) -> str:
        """One spelling of an address, so that it means one user."""
        return email.strip().lower()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secret of an authenticator app unreadable in the database."""

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
