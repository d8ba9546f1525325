"""Who may ask for the pages of signing in: everybody, about themself."""

from __future__ import annotations

from tests.who_may import cast
from tests.who_may.rows import Row, Rows

ANYBODY = Row(get=cast.ANYBODY, post=cast.ANYBODY)
SIGNED_IN = Row(get=cast.SIGNED_IN, post=cast.SIGNED_IN)
NOT_SET_UP = Row(get=cast.NOBODY, post=cast.NOBODY)  # nobody of the cast uses an app

ROWS: Rows = {
    "account_login": ANYBODY,
    "account_confirm_login_code": ANYBODY,
    "account_request_login_code": ANYBODY,
    "account_reauthenticate": SIGNED_IN,
    "account_reset_password": ANYBODY,
    "account_inactive": Row(get=cast.ANYBODY),
    "account_signup": ANYBODY,
    "account_logout": ANYBODY,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": ANYBODY,
    "mfa_index": Row(get=cast.SIGNED_IN, asks_sign_in_first=True),
    "mfa_authenticate": ANYBODY,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": NOT_SET_UP,
    "mfa_view_recovery_codes": Row(get=cast.NOBODY, asks_sign_in_first=True),
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": NOT_SET_UP,
    "usersessions_list": SIGNED_IN,
}
