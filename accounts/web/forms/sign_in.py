"""allauth's questions in our words: what to type, and where it comes from."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as app
from django import forms
from django.core.validators import EmailValidator

from accounts.web.forms.people import NOT_AN_ADDRESS


class _InOurWords:
    """Gives one field of an allauth form its label and hint, and no placeholder."""

    field: ClassVar[str]
    label: ClassVar[str]
    hint: ClassVar[str] = ""
    attrs: ClassVar[dict[str, str]] = {}

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        asked = self.fields[self.field]
        asked.label = self.label
        asked.help_text = self.hint
        asked.widget.attrs.update(self.attrs)
        if isinstance(asked, forms.EmailField):
            asked.validators = [EmailValidator(message=NOT_AN_ADDRESS["invalid"])]


class _Code(_InOurWords):
    field = "code"
    label = "Code"
    attrs: ClassVar[dict[str, str]] = {
        "inputmode": "numeric",
        "class": "govuk-input--width-10",
        "spellcheck": "false",
    }


class SignInForm(_InOurWords, account.LoginForm):
    """Whom to send a code."""

    field = "login"
    label = "E-mail address"
    hint = "We will send a code to this address. You need no password."


class SignUpForm(_InOurWords, account.SignupForm):
    """Who is new here."""

    field = "email"
    label = "E-mail address"
    hint = "We will send a code to this address each time you sign in. You need no password."


class ConfirmSignInForm(_Code, account.ConfirmLoginCodeForm):
    """The code that was sent."""

    hint = "Six figures, from the e-mail"


class ConfirmEmailForm(_Code, account.ConfirmEmailVerificationCodeForm):
    """The code that was sent to an address to be confirmed."""

    hint = "Six figures, from the e-mail"


class NewEmailForm(_InOurWords, account.AddEmailForm):
    """The address to sign in with from now on."""

    field = "email"
    label = "New e-mail address"
    hint = "We will send a code to it. Your old address works until you have typed the code."


class OtherEmailForm(_InOurWords, account.ChangeEmailForm):
    """The address to use instead of one mistyped at sign-up."""

    field = "email"
    label = "E-mail address"


class SecondStepForm(_Code, second_step.AuthenticateForm):
    """The code of the app, or a recovery code."""

    hint = "Six figures from the app on your telephone, or one of your recovery codes"


class SecondStepAgainForm(_Code, second_step.ReauthenticateForm):
    """The same, before something that needs more care."""

    hint = "Six figures from the app on your telephone, or one of your recovery codes"


class SetUpAppForm(_Code, app.ActivateTOTPForm):
    """Proof that the app shows the right codes."""

    label = "Code from the app"
    hint = "Six figures; they change every half minute"
