"""Why notice was not given, changed or taken back, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from accounts.web.presenters import wording as words_for
from isf.operations import notices
from isf.rules import notice
from isf.web.presenters.refusal_words import Wording, says

_day = words_for.day

TABLE: Final[Mapping[type[Exception], Wording]] = {
    notice.NoticeTooShort: lambda refusal: (
        f"With the notice of the agreement the last day is {_day(on=refusal.earliest)} or later.",
        (
            "An earlier day needs the agreement of the person and the holder: give notice first, "
            "then ask for it."
        ),
    ),
    notice.NoticeInThePast: lambda refusal: (
        (
            f"{_day(on=refusal.day)} has not come yet."
            if refusal.day > refusal.today
            else f"{_day(on=refusal.day)} is over."
        ),
        "Enter another day.",
    ),
    notice.NoticeStands: lambda refusal: (
        f"This changes nothing: the last day of the fund is {_day(on=refusal.last_day)} already.",
        "Ask for an earlier day on the page of that notice.",
    ),
    notice.ReasonMissing: says(
        "Shorter notice for safeguarding needs a reason.", "Say why it must be earlier."
    ),
    notices.WishAnswered: says(
        "This was answered before, or something about this notice still waits for an answer.",
        "Look at the notice again.",
    ),
}
