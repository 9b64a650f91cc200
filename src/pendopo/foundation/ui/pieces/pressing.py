"""Things to press: buttons, links that look like them, chips, small menus."""

from __future__ import annotations

from typing import Any, Final

from django.template.context import Context
from django.utils.safestring import SafeString

from pendopo.foundation.ui.pieces.drawing import attributes, one_of, piece

BUTTONS: Final = {
    "primary": "btn btn-primary",
    "plain": "btn btn-plain",
    "quiet": "btn btn-quiet",
    "danger": "btn btn-error",
}
SIZES: Final = {"": "", "small": "btn-sm"}


def button(
    context: Context,
    label: str,
    *,
    kind: str = "plain",
    icon: str = "",
    size: str = "",
    type: str = "submit",  # noqa: A002
    only_icon: bool = False,
    **rest: Any,
) -> SafeString:
    return _pressable(
        context,
        label,
        tag="button",
        kind=kind,
        icon=icon,
        size=size,
        only_icon=only_icon,
        rest={"type": type, **rest},
    )


def link_button(
    context: Context,
    label: str,
    href: str,
    *,
    kind: str = "plain",
    icon: str = "",
    size: str = "",
    only_icon: bool = False,
    **rest: Any,
) -> SafeString:
    return _pressable(
        context,
        label,
        tag="a",
        kind=kind,
        icon=icon,
        size=size,
        only_icon=only_icon,
        rest={"href": href, **rest},
    )


def dialog_button(
    context: Context,
    label: str,
    opens: str,
    *,
    href: str = "",
    kind: str = "plain",
    icon: str = "",
    size: str = "",
    only_icon: bool = False,
    **rest: Any,
) -> SafeString:
    """Open a dialog by its id; `href` is the page that does the same without script."""
    way = (
        {"href": href, "role": "button", "data_dialog": opens}
        if href
        else {"type": "button", "command": "show-modal", "commandfor": opens, "data_dialog": opens}
    )
    return _pressable(
        context,
        label,
        tag="a" if href else "button",
        kind=kind,
        icon=icon,
        size=size,
        only_icon=only_icon,
        rest={**way, "aria_haspopup": "dialog", **rest},
    )


def _pressable(
    context: Context,
    label: str,
    *,
    tag: str,
    kind: str,
    icon: str,
    size: str,
    only_icon: bool,
    rest: dict[str, Any],
) -> SafeString:
    extra = rest.pop("class_", "")
    classes = [one_of(BUTTONS, kind, "button"), one_of(SIZES, size, "size"), extra]
    if only_icon:
        classes.append("btn-square")
        rest = {"aria_label": label, "title": label, **rest}
    return piece(
        context,
        "button",
        tag=tag,
        label=label,
        icon=icon,
        only_icon=only_icon,
        classes=" ".join(filter(None, classes)),
        attributes=attributes(rest),
    )


def chip(
    context: Context,
    label: str,
    *,
    href: str = "",
    icon: str = "",
    count: int | None = None,
    current: bool | None = None,
    **rest: Any,
) -> SafeString:
    """A filter one can press, or with neither `href` nor `current` a plain label with round ends."""
    tag = "a" if href else "span" if current is None and not rest else "button"
    if tag == "a":
        rest = {"href": href, "aria_current": "true" if current else None, **rest}
    elif tag == "button":
        pressed = None if current is None else str(current).lower()
        rest = {"type": "button", "aria_pressed": pressed, **rest}
    return piece(context, "chip", tag=tag, label=label, icon=icon, count=count, attributes=attributes(rest))


def menu_button(
    context: Context,
    content: str,
    label: str,
    *,
    icon: str = "more",
    kind: str = "quiet",
    size: str = "",
    only_icon: bool = True,
    starts: bool = False,
) -> SafeString:
    """A button with a small menu: links and buttons between the tags. Opens without script."""
    classes = [
        one_of(BUTTONS, kind, "button"),
        one_of(SIZES, size, "size"),
        "btn-square" if only_icon else "",
    ]
    return piece(
        context,
        "menu_button",
        content=content,
        label=label,
        icon=icon,
        only_icon=only_icon,
        starts=starts,
        classes=" ".join(filter(None, classes)),
    )
