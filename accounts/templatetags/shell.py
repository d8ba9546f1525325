"""What templates may do with values: word them. Used by the components in `templates/cotton/`."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.forms import BaseForm, BoundField
from django.template import loader
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.web.presenters import wording

register = template.Library()


@register.filter
def money(pence: int | str) -> SafeString:
    """Write whole pence as pounds, or fail; a minus is also a word, for those who listen."""
    amount = _whole(pence)
    if amount >= 0:
        return format_html('<span class="app-money">{}</span>', wording.pounds(pence=amount))
    return format_html(
        '<span class="app-money app-money--negative">'
        '<span class="govuk-visually-hidden">minus </span>'
        '<span aria-hidden="true">{}</span>{}</span>',
        wording.MINUS,
        wording.pounds(pence=-amount),
    )


@register.filter
def money_text(pence: int | str) -> str:
    """Write pence as pounds where no markup may stand, as in a title."""
    return wording.pounds(pence=_whole(pence))


@register.filter
def day(value: date) -> SafeString:
    """Write a day, or an instant, so that machines can read it as well."""
    words = wording.instant(at=value) if isinstance(value, datetime) else wording.day(on=value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def day_range(starts_on: date, ends_on: date | None) -> str:
    """Write days from and to, both included."""
    return wording.days(starts_on=starts_on, ends_on=ends_on)


@register.simple_tag
def status_of(code: str, label: str = "") -> wording.Status:
    """Word and colour a state."""
    return wording.status(code=code, label=label)


class ErrorLink(NamedTuple):
    """One line of the error summary: the words, and the field they are about."""

    text: str
    href: str


@register.filter
def error_links(form: BaseForm | str | None) -> list[ErrorLink]:
    """List every error of a form with the place to put it right; no form, no errors."""
    if not isinstance(form, BaseForm) or not form.is_bound:
        return []
    links = [ErrorLink(text=str(text), href="") for text in form.non_field_errors()]
    for field in form:
        links += [ErrorLink(text=str(text), href=f"#{first_input(field)}") for text in field.errors]
    return links


@register.filter
def first_input(field: BoundField) -> str:
    """Give the id of the first thing in the field that can be filled in."""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label or field.auto_id)


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether to mark the field as optional: nothing is marked where nothing is required."""
    return not field.field.required and any(other.required for other in field.form.fields.values())


@register.simple_tag
def written(template: str, it: Hashable) -> SafeString:
    """Include a part that shows nothing but `it`: for the same value it is written only once.

    What is written may be shown to anybody who is shown the same value: no request, no user.
    """
    return _write(template, it)


@lru_cache(maxsize=2048)
def _write(template: str, it: Hashable) -> SafeString:
    return loader.render_to_string(template, {"it": it})


def _whole(pence: int | str) -> int:
    if isinstance(pence, bool | float):
        raise TypeError(f"Money is whole pence, not {pence!r}.")
    return int(pence)
