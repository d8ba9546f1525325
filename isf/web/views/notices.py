"""Notice: given in two steps, looked at, changed when the other side agrees."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.operations import audit
from accounts.permissions import NotAllowed, can_role
from accounts.web import clock
from accounts.web.access import signed_in
from accounts.web.acting import Request
from isf.models import Fund
from isf.operations import notices
from isf.operations.notices import Noticed, WishAnswered
from isf.operations.posting import KeyReused
from isf.permissions import SAFEGUARDING_ROLES, check_answers_wish, find_notice_side
from isf.queries import funds
from isf.queries import notices as reads
from isf.rules import notice as rules
from isf.rules.deaths import PersonDied
from isf.rules.deployments import OverDeployed
from isf.web.forms.notices import AnswerForm, ChangeForm, NoticeForm
from isf.web.presenters import funds as fund_words
from isf.web.presenters import notices as presenters
from isf.web.presenters import refusals

DAYS = (rules.NoticeTooShort, rules.NoticeInThePast, rules.NoticeStands)
REFUSED = (*DAYS, rules.ReasonMissing, KeyReused, OverDeployed, PersonDied, WishAnswered)
SENT_AGAIN = "csrfmiddlewaretoken", "confirmed"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice_create(request: Request, reference: UUID) -> HttpResponse:
    """Give notice: what it would do is shown before it is given."""
    by, on = request.actor, clock.today()
    fund = funds.get(by=by, reference=reference)
    side = find_notice_side(by=by, fund=fund)
    if side is None:
        raise NotAllowed(rule="GIVES-NOTICE", needed="the person, the holder or the council")
    form = NoticeForm(
        request.POST or None,
        side=side,
        parties=presenters.parties(fund=fund, by=by),
        may_safeguard=can_role(by=by, organisation_id=fund.authority_id, roles=SAFEGUARDING_ROLES),
        initial={"token": uuid4(), "received_on": on},
    )
    caption = fund_words.caption(fund=fund, by=by)
    if request.method == "POST" and form.is_valid():
        given = _give(request, fund, form)
        if given is not None and form.cleaned_data["confirmed"]:
            messages.success(request, "Notice was given. Everybody concerned can see it now.")
            return redirect("isf:notice-detail", reference=given.notice.reference)
        if given is not None:
            sent = [(n, str(v)) for n, v in request.POST.items() if n not in SENT_AGAIN]
            until = reads.bills_until(authority_id=fund.authority_id, last_day=given.last_day)
            check = presenters.check(noticed=given, bills_until=until, sent=sent)
            return render(request, "isf/notice/_check.html", {"check": check, "caption": caption})
    earliest = rules.earliest_last_day(terms=reads.terms_of(fund=fund), received_on=on)
    words = presenters.first_words(fund=fund, earliest=earliest)
    context = {"form": form, "caption": caption, "words": words}
    return render(request, "isf/notice/create.html", context)


def _give(request: Request, fund: Fund, form: NoticeForm) -> Noticed | None:
    try:
        return notices.give(
            fund_id=fund.pk,
            said=form.said(),
            by=request.actor,
            at=clock.now(),
            on=clock.today(),
            keep=form.cleaned_data["confirmed"],
        )
    except DAYS as refusal:
        form.add_error("last_day", str(refusals.words(refusal)))
    except rules.ReasonMissing as refusal:
        form.add_error("reason", str(refusals.words(refusal)))
    except REFUSED as refusal:
        form.add_error(None, str(refusals.words(refusal)))
    return None


@require_safe
@signed_in
def notice_detail(request: Request, reference: UUID) -> HttpResponse:
    """One notice: who gave it, what it leads to, what was asked about it."""
    notice = reads.get(by=request.actor, reference=reference)
    audit.viewed(
        by=request.actor,
        person_id=notice.fund.person_id,
        what="NOTICE",
        at=clock.now(),
        subject=f"notice:{reference}",
    )
    wishes = reads.list_wishes(notice=notice)
    page = presenters.page(notice=notice, wishes=wishes, by=request.actor, on=clock.today())
    return render(request, "isf/notice/detail.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice_change(request: Request, reference: UUID) -> HttpResponse:
    """Ask the other side for an earlier last day, or to take the notice back."""
    by, on = request.actor, clock.today()
    notice = reads.get(by=by, reference=reference)
    if find_notice_side(by=by, fund=notice.fund) is None:
        raise NotAllowed(rule="GIVES-NOTICE", needed="the person, the holder or the council")
    wishes = reads.list_wishes(notice=notice)
    page = presenters.page(notice=notice, wishes=wishes, by=by, on=on)
    form = ChangeForm(
        request.POST or None,
        changes=list(presenters.options(notice=notice, by=by)),
        initial={"token": uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            notices.ask(
                notice_id=notice.pk,
                change=form.cleaned_data["change"],
                last_day=form.cleaned_data["last_day"],
                reference=form.cleaned_data["token"],
                by=by,
                at=clock.now(),
                on=on,
            )
        except DAYS as refusal:
            form.add_error("last_day", str(refusals.words(refusal)))
        except REFUSED as refusal:
            form.add_error(None, str(refusals.words(refusal)))
        else:
            messages.success(request, "It was asked. Nothing changes before the other side agrees.")
            return redirect("isf:notice-detail", reference=reference)
    return render(request, "isf/notice/change.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice_answer(request: Request, reference: UUID) -> HttpResponse:
    """Say yes or no to what the other side asks."""
    by = request.actor
    wish = reads.get_wish(by=by, reference=reference)
    check_answers_wish(by=by, wish=wish)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agrees = form.cleaned_data["agrees"]
        try:
            noticed = notices.answer(
                wish_id=wish.pk, agrees=agrees, by=by, at=clock.now(), on=clock.today()
            )
        except REFUSED as refusal:
            form.add_error(None, str(refusals.words(refusal)))
        else:
            messages.success(request, presenters.answered(noticed=noticed, agrees=agrees))
            return redirect("isf:notice-detail", reference=wish.notice.reference)
    context = {
        "form": form,
        "caption": fund_words.caption(fund=wish.notice.fund, by=by),
        "asks": presenters.asks(wish=wish, fund=wish.notice.fund, by=by),
        "notice": wish.notice,
        "withdrawal": wish.last_day is None,
    }
    return render(request, "isf/notice/answer.html", context)
