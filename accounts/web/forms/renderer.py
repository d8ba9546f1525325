"""The one place that gives form controls their looks: ours and allauth's alike."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from accounts.web.forms.bound import PlainField

_INPUT = "govuk-input"
_CLASS_OF = {
    "text": _INPUT,
    "email": _INPUT,
    "url": _INPUT,
    "tel": _INPUT,
    "search": _INPUT,
    "password": _INPUT,
    "number": _INPUT,
    "date": _INPUT,
    "datetime": _INPUT,
    "time": _INPUT,
    "pounds": _INPUT,
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "checkbox": "govuk-checkboxes__input",
    "file": "govuk-file-upload",
    "clearable_file_input": "govuk-file-upload",
}
_WHOLE_STEPS = (None, 1, "1")


class Renderer(TemplatesSetting):
    """Renders forms from `templates/forms/` and dresses each control on its way."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = PlainField

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Render a form, a field or a control."""
        if "widget" in context:
            _dress(context["widget"])
        return super().render(template_name, context, request)


def _dress(widget: dict[str, Any]) -> None:
    for part in widget.get("subwidgets", ()):
        _dress(part)
    kind = widget["template_name"].rpartition("/")[2].removesuffix(".html")
    attrs = widget["attrs"]
    if kind == "number":
        _ask_for_digits(widget)
    if look := _CLASS_OF.get(kind):
        if attrs.get("aria-invalid") == "true":
            look = f"{look} {look}--error"
        attrs["class"] = f"{look} {attrs['class']}" if attrs.get("class") else look


def _ask_for_digits(widget: dict[str, Any]) -> None:
    """Show the keyboard for numbers, without the buttons that change one by accident."""
    attrs = widget["attrs"]
    whole = attrs.pop("step", None) in _WHOLE_STEPS
    attrs.pop("min", None)
    attrs.pop("max", None)
    widget["type"] = "text"
    attrs["inputmode"] = "numeric" if whole else "decimal"
    attrs.setdefault("class", "govuk-input--width-10")
