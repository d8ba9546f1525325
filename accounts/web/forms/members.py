"""Inviting somebody to work in an organisation."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.enums import OrganisationKind, Role
from accounts.rules import roles
from accounts.web.forms.people import EmailForm
from accounts.web.presenters import words


class MemberForm(EmailForm):
    """Whom, and in which of the roles this kind of organisation has."""

    role = forms.ChoiceField(label="What will they do here?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: OrganisationKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["role"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            (role.value, words.ROLES[role]) for role in Role if role in roles.ROLES_OF[kind]
        ]

    def chosen_role(self) -> Role:
        """The role chosen, once the form is valid."""
        return Role(self.cleaned_data["role"])
