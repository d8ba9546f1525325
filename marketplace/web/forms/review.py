"""What is written about a provider, in answer to that, and in moderating it."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.enums import HideReason
from marketplace.queries.reviews import Own
from marketplace.rules.reviews import MOST_REASON_WORDS, MOST_WORDS, Said
from marketplace.web.presenters import wording

NO_NAME, NAME = "NO_NAME", "NAME"
_STARS = [(number, f"{number}: {words}") for number, words in wording.STARS.items()]


def _words(label: str, help_text: str, *, most: int, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        error_messages={"required": missing},
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def _stars(label: str, *, missing: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=_STARS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": missing},
    )


class ReviewForm(forms.Form):
    """Stars for two things, words, and under which name."""

    service = _stars("How good is the service?", missing="Choose stars for the service")
    value = _stars("How good is the value for money?", missing="Choose stars for value for money")
    words = _words(
        "What should others know?",
        "Everybody can read this. Please leave out names, addresses and anything about health.",
        most=MOST_WORDS,
        missing="Say in your own words what others should know",
    )
    name = forms.ChoiceField(
        label="How is it shown?",
        help_text="Without a name the provider may still guess who wrote it.",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, own: Own, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(own)
        super().__init__(*args, **kwargs)
        self.known_as = own.person.known_as or own.person.full_name.split()[0]
        name: Any = self.fields["name"]
        name.choices = [(NO_NAME, "Without a name"), (NAME, f"With the name {self.known_as}")]

    def said(self) -> Said:
        """What was written, once the form is valid."""
        answers = self.cleaned_data
        return Said(
            service=answers["service"],
            value=answers["value"],
            words=answers["words"],
            shown_as=self.known_as if answers["name"] == NAME else "",
        )


class AnswerForm(forms.Form):
    """The provider's one answer."""

    words = _words(
        "Your answer",
        "Everybody can read it under the review. You answer once and cannot change it. Please say "
        "nothing about the person or their support.",
        most=MOST_WORDS,
        missing="Enter your answer",
    )


class HideForm(forms.Form):
    """Why a moderator hides a review."""

    reason = forms.TypedChoiceField(
        label="Why do you hide it?",
        help_text="A review is never hidden because it is bad for the provider.",
        choices=list(wording.HIDE_REASONS.items()),
        coerce=HideReason,
        widget=forms.RadioSelect,
    )
    words = _words(
        "Say it to the author",
        "They read this. Say which words are meant, so that they can put it right.",
        most=MOST_REASON_WORDS,
        missing="Say to the author what is wrong",
    )


class AppealForm(forms.Form):
    """Why the author wants the review to be shown."""

    words = _words(
        "Why should it be shown?",
        "Another moderator reads this with your review as it is now. You can ask once.",
        most=MOST_REASON_WORDS,
        missing="Say why your review should be shown",
    )


class DecideForm(forms.Form):
    """What the second moderator decides."""

    restore = forms.TypedChoiceField(
        label="What do you decide?",
        choices=[("yes", "Show the review again"), ("no", "Keep it hidden for good")],
        coerce=lambda choice: choice == "yes",
        widget=forms.RadioSelect,
    )
    words = _words(
        "Say it to the author",
        "They read this.",
        most=MOST_REASON_WORDS,
        missing="Say to the author why you decide so",
    )


def _initial(own: Own) -> dict[str, Any]:
    if not own.versions:
        return {"name": NO_NAME}
    newest = own.versions[0]
    return {
        "service": newest.service,
        "value": newest.value,
        "words": newest.words,
        "name": NAME if newest.shown_as else NO_NAME,
    }
