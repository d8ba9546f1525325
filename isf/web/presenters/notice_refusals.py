"""Why notice was not given, changed or taken back, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from accounts.web.presenters import wording as words_for
from isf.operations import notices, origins
from isf.rules import cancellation, closing, notice
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
    cancellation.ChargeNotShown: lambda refusal: (
        (
            f"Ending it now costs {words_for.pounds(pence=refusal.pence)}, and "
            f"{words_for.pounds(pence=refusal.shown_pence)} was shown. Nothing was changed."
        ),
        "Look at what it costs, and end it again if that is right.",
    ),
    closing.NotLastDay: lambda refusal: (
        (
            "Nothing ends this fund, so it does not close."
            if refusal.last_day is None
            else f"The last day of this fund is {_day(on=refusal.last_day)}."
        ),
        "A fund closes on its last day or later.",
    ),
    closing.StillReserved: lambda refusal: (
        (
            f"{words_for.pounds(pence=refusal.still_reserved_pence)} is kept for bills, which are "
            f"taken until {_day(on=refusal.until)}."
        ),
        "It moves on when the bills are settled, or after that day.",
    ),
    closing.StillDue: lambda refusal: (
        f"{words_for.pounds(pence=refusal.due_pence)} is still to be paid into the fund.",
        "Pay it first.",
    ),
    closing.BillTooLate: lambda refusal: (
        f"Bills to this fund were taken until {_day(on=refusal.accepted_until)} (ISF-POR-3).",
        "Talk to the council that paid into the fund.",
    ),
    closing.PlaceImpossible: says(
        "This money cannot go there, or the fund is closing already.",
        "Choose another open fund of the same person, or the account the council manages.",
    ),
    closing.AnothersMoney: says(
        "Money of one person never moves to another person's fund (ISF-RES-1).",
        "Choose a fund of the same person. A bill for several people is shared over their funds.",
    ),
    closing.PlaceEnds: lambda refusal: (
        f"The last day of that fund is {_day(on=refusal.last_day)}: it ends before then.",
        "Choose an earlier day that has not passed, or another fund.",
    ),
    origins.OriginsDoNotAddUp: says(
        "Where the money came from does not add up. Nothing was changed.",
        "Tell whoever runs this site.",
    ),
    notices.WishAnswered: says(
        "This was answered before, or something about this notice still waits for an answer.",
        "Look at the notice again.",
    ),
}
