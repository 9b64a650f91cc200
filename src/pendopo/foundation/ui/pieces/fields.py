"""A Django form field drawn with its label, hint and errors, tied together for those who listen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from pendopo.foundation.ui.pieces.drawing import piece

DASHES: Final = "---------"  # what Django shows for nothing
SELECTED: Final = mark_safe(" selected")
GROUPS: Final = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def field(
    context: Context,
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    counter: int | None = None,
    hide_label: bool = False,
    switch: bool = False,
    optional: bool = True,
    **rest: Any,
) -> SafeString:
    """Draw a bound field; what is left over becomes attributes of its control.

    `counter` shows how many of so many characters are used; `switch` draws a checkbox as a switch;
    `optional=False` leaves the word away where it would mislead, such as on filters.
    """
    widget = bound.field.widget
    if bound.is_hidden:
        return bound.as_widget()
    is_group = isinstance(widget, GROUPS)
    if isinstance(bound.field, forms.ModelChoiceField) and bound.field.empty_label == DASHES:
        bound.field.empty_label = gettext("Not chosen")
    is_single = isinstance(widget, forms.CheckboxInput)
    name = bound.id_for_label or bound.auto_id or bound.html_name
    hint = str(hint or bound.help_text)
    said_by = [f"{name}_hint" if hint else "", f"{name}_error" if bound.errors else ""]
    if counter:
        said_by.append(f"{name}_count")
        rest = {"data_counter": counter, **rest}
    attrs = {key.rstrip("_").replace("_", "-"): value for key, value in rest.items() if value is not None}
    described = " ".join(filter(None, said_by))
    attrs["class"] = " ".join(
        filter(
            None,
            [_classes(widget, switch=switch), str(widget.attrs.get("class", "")), attrs.get("class", "")],
        )
    )
    attrs["aria-describedby"] = described or False
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return piece(
        context,
        "field",
        bound=bound,
        control="" if is_group else bound.as_widget(attrs=attrs),
        choices=_choices(bound, attrs) if is_group else (),
        name=name,
        label=label or bound.label,
        hint=hint,
        hide_label=hide_label,
        counter=counter,
        is_group=is_group,
        is_single=is_single,
        is_optional=optional and not bound.field.required and not is_single and not hide_label,
        described=described,
    )


def narrow(
    label: str, name: str, choices: Iterable[tuple[object, object]], chosen: object, nothing: str
) -> SafeString:
    """A filter of a list: it narrows at once where scripts run. `nothing` is what its first choice says."""
    return format_html(
        '<label class="text-sm"><span class="text-quiet">{}</span><select class="select w-full" name="{}"'
        ' data-autosubmit><option value="">{}</option>{}</select></label>',
        label,
        name,
        nothing,
        format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((value, SELECTED if value == chosen else "", said) for value, said in choices),
        ),
    )


def form_errors(context: Context, form: BaseForm) -> SafeString:
    """Why a form came back: its general refusals, and a link to each field that needs mending."""
    return piece(
        context,
        "form_errors",
        form=form,
        fields=[bound for bound in form if bound.errors and not bound.is_hidden],
        hidden=[error for bound in form.hidden_fields() for error in bound.errors],
    )


def _choices(bound: BoundField, attrs: dict[str, Any]) -> list[dict[str, Any]]:
    """Each choice of a group by itself, because Django would put our classes on the group's box as well."""
    drawn = []
    for choice in bound.subwidgets:
        choice.data["attrs"] = {
            **choice.data["attrs"],
            **{name: value for name, value in attrs.items() if name != "aria-describedby"},
        }
        drawn.append({"tag": choice.tag(), "label": choice.choice_label, "id": choice.id_for_label})
    return drawn


def _classes(widget: forms.Widget, *, switch: bool) -> str:
    match widget:
        case forms.CheckboxSelectMultiple():
            return "checkbox"
        case forms.RadioSelect():
            return "radio"
        case forms.CheckboxInput():
            return "toggle" if switch else "checkbox"
        case forms.Select():
            return "select"
        case forms.Textarea():
            return "textarea"
        case forms.FileInput():
            return "file-input"
        case _:
            return "input"
