"""The pieces every screen is made of: `{% load kit %}`. README.md shows each, `/kit/` draws it."""

from __future__ import annotations

import zlib
from datetime import date, datetime
from typing import Any, Final

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pendopo.foundation.clock import words as spoken
from pendopo.foundation.ui import assets, fields
from pendopo.foundation.ui import colour as colours
from pendopo.foundation.ui.drawing import KitError, attributes, one_of, piece
from pendopo.foundation.ui.speech import here, language

register = template.Library()

BUTTONS: Final = {
    "primary": "btn btn-primary",
    "plain": "btn btn-plain",
    "quiet": "btn btn-quiet",
    "danger": "btn btn-error",
}
SIZES: Final = {"": "", "small": "btn-sm"}
SIGNS: Final = {
    "": "",
    "info": "sign-info",
    "success": "sign-success",
    "warning": "sign-warning",
    "danger": "sign-danger",
    "brand": "sign-brand",
}
SIGN_ICONS: Final = {"info": "info", "success": "success", "warning": "warning", "danger": "danger", "brand": "info"}
FACES: Final = {"": "face", "small": "face face-sm", "large": "face face-lg"}
DYES: Final = 8


# Files


@register.simple_tag
def asset(name: str) -> str:
    """The address of a compiled file: {% asset "pendopo.css" %}."""
    return assets.address(name)


@register.simple_tag
def module(name: str) -> SafeString:
    """Load a script module of a page by its name: {% module "composer" %}."""
    return format_html('<script type="module" src="{}"></script>', assets.address(f"{name}.js"))


@register.simple_tag
def brand_sheet(colour: str = "") -> SafeString | str:
    """The institution's colour over the kit's own; a colour that cannot be read is left out."""
    try:
        name = colours.parse(colour).hex.removeprefix("#")
    except colours.NotAColour:
        return ""
    return format_html('<link rel="stylesheet" href="{}">', reverse("ui:brand", args=[name]))


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon by its meaning; `label` only where no words stand beside it."""
    if name not in assets.icons():
        raise KitError(f"{name!r} is no icon of the house. Add a line for it to foundation/ui/icons.toml.")
    classes = {"": "icon", "small": "icon icon-sm", "large": "icon icon-lg"}[size]
    says = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" {}><use href="{}#{}"></use></svg>', classes, says, assets.address("icons.svg"), name
    )


# Forms

register.simple_tag(takes_context=True)(fields.field)
register.simple_tag(takes_context=True)(fields.form_errors)

# Things to press


@register.simple_tag(takes_context=True)
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
        context, label, tag="button", kind=kind, icon=icon, size=size, only_icon=only_icon, rest={"type": type, **rest}
    )


@register.simple_tag(takes_context=True)
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
        context, label, tag="a", kind=kind, icon=icon, size=size, only_icon=only_icon, rest={"href": href, **rest}
    )


@register.simple_tag(takes_context=True)
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
    context: Context, label: str, *, tag: str, kind: str, icon: str, size: str, only_icon: bool, rest: dict[str, Any]
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


@register.simple_tag(takes_context=True)
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


@register.simple_block_tag(takes_context=True)
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
    classes = [one_of(BUTTONS, kind, "button"), one_of(SIZES, size, "size"), "btn-square" if only_icon else ""]
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


# Frames


@register.simple_block_tag(takes_context=True)
def heading(
    context: Context, content: str, title: str, *, intro: str = "", back: str = "", back_label: str = ""
) -> SafeString:
    """The head of a page: its one h1, what it is for, the way back, and the actions between the tags."""
    return piece(
        context, "heading", content=mark_safe(content.strip()), title=title, intro=intro, back=back, back_label=back_label
    )


@register.simple_block_tag(takes_context=True)
def card(
    context: Context,
    content: str,
    title: str = "",
    *,
    icon: str = "",
    link: str = "",
    link_label: str = "",
    flush: bool = False,
    level: int = 2,
    id: str = "",  # noqa: A002
) -> SafeString:
    """A sheet of paper. `flush` lets lists and tables reach its edges."""
    return piece(
        context,
        "card",
        content=content,
        title=title,
        icon=icon,
        link=link,
        link_label=link_label,
        flush=flush,
        heading=f"h{level}",
        id=id,
    )


@register.simple_block_tag
def thumb(content: str) -> SafeString:
    """The primary action of a page: under the thumb on a phone, where it stands on a desk."""
    return format_html('<div class="thumb">{}</div>', content)


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, sign: str = "info", *, title: str = "", alert: bool = False) -> SafeString:
    """Something to read before going on; `alert` when it appears in answer to what was just done."""
    return piece(
        context,
        "notice",
        content=content,
        title=title,
        sign=one_of(SIGNS, sign, "sign"),
        icon=SIGN_ICONS[sign],
        alert=alert,
    )


@register.simple_block_tag(takes_context=True)
def empty(context: Context, content: str, title: str, *, icon: str = "empty") -> SafeString:
    """Nothing here yet: what this place is for and the first step, kindly."""
    return piece(context, "empty", content=mark_safe(content.strip()), title=title, icon=icon)


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: str, id: str, title: str, *, wide: bool = False) -> SafeString:  # noqa: A002
    """A native <dialog>, opened by {% dialog_button %}. Never one on another."""
    return piece(context, "dialog", content=content, id=id, title=title, wide=wide)


@register.simple_block_tag(takes_context=True)
def table(context: Context, content: str, caption: str, *, folds: bool = True) -> SafeString:
    """A table with a caption for who cannot see it. `folds` turns rows into cards on a phone, if each
    <td> carries data-label; the cell without one becomes the card's title."""
    return piece(context, "table", content=content, caption=caption, folds=folds)


@register.simple_block_tag(takes_context=True)
def tabs(context: Context, content: str, label: str) -> SafeString:
    """Views of one thing, each with its own address: {% tab %} between the tags."""
    return piece(context, "tabs", content=content, label=label)


@register.simple_tag(takes_context=True)
def tab(
    context: Context, label: str, href: str, *, current: bool = False, count: int | None = None, icon: str = ""
) -> SafeString:
    return piece(context, "tab", label=label, href=href, current=current, count=count, icon=icon)


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """A story in order: {% event %} between the tags."""
    return format_html('<ol class="tale">{}</ol>', content)


@register.simple_block_tag(takes_context=True)
def event(
    context: Context,
    content: str,
    title: str,
    *,
    at: datetime | None = None,
    by: str = "",
    icon: str = "dot",
    sign: str = "",
) -> SafeString:
    return piece(
        context,
        "event",
        content=mark_safe(content.strip()),
        title=title,
        by=by,
        icon=icon,
        sign=one_of(SIGNS, sign, "sign"),
        time=time(context, at) if at else "",
    )


# Signs


@register.simple_tag(takes_context=True)
def badge(context: Context, text: str, sign: str = "", *, icon: str = "", dye: int | None = None) -> SafeString:
    """A state in a word. Danger is late or dangerous, warning is waiting; `dye` 1-8 is a category."""
    return piece(context, "badge", text=text, sign=one_of(SIGNS, sign, "sign"), icon=icon, dye=dye)


@register.simple_tag(takes_context=True)
def stat(
    context: Context,
    value: object,
    label: str,
    *,
    hint: str = "",
    of: object = None,
    trend: str = "",
    href: str = "",
    sign: str = "",
) -> SafeString:
    """One figure with its name; `of` is the denominator, `trend` one of up, down, steady."""
    return piece(
        context,
        "stat",
        value=value,
        label=label,
        hint=hint,
        of=of,
        trend=f"trend-{trend}" if trend in {"up", "down"} else trend,
        href=href,
        sign=one_of(SIGNS, sign, "sign"),
    )


@register.simple_tag(takes_context=True)
def bar(
    context: Context, value: float, of: float, words: str, *, sign: str = "brand", label: str = ""
) -> SafeString:
    """A clock or a share: the words say it, the bar shows it."""
    return piece(
        context, "bar", value=min(value, of), of=of, words=words, label=label, sign=one_of(SIGNS, sign, "sign")
    )


@register.simple_tag(takes_context=True)
def avatar(context: Context, name: str, picture: str = "", *, size: str = "") -> SafeString:
    """A person's picture or initials; the name stands beside it, so it is silent for screen readers."""
    return piece(
        context,
        "avatar",
        initials=initials(name),
        picture=picture,
        classes=one_of(FACES, size, "size of face"),
        dye=dye_of(name),
    )


@register.simple_tag(takes_context=True)
def account_badge(
    context: Context,
    name: str,
    network: str,
    *,
    picture: str = "",
    colour: str = "",
    handle: str = "",
    href: str = "",
    size: str = "",
) -> SafeString:
    """Which account this is about: picture, network, name and the account's own colour, always together."""
    sign = f"network-{network}"
    return piece(
        context,
        "account_badge",
        name=name,
        icon=sign if sign in assets.icons() else network if network in assets.icons() else "accounts",
        network=network,
        picture=picture,
        colour=colour,
        handle=handle,
        href=href,
        initials=initials(name),
        dye=dye_of(name),
        small=size == "small",
    )


@register.simple_tag(takes_context=True)
def pagination(
    context: Context, older: str = "", newer: str = "", *, words: str = "", older_label: str = "", newer_label: str = ""
) -> SafeString:
    """Pages without numbers: older and newer, by address."""
    return piece(
        context,
        "pagination",
        older=older,
        newer=newer,
        words=words,
        older_label=older_label,
        newer_label=newer_label,
    )


@register.simple_tag(takes_context=True)
def time(context: Context, at: date | datetime, how: str = "moment") -> SafeString:
    """A <time>: `how` is moment, near, relative, day, short, full or clock. The whole moment is its title."""
    now = context.get("now") or timezone.now()
    if not isinstance(at, datetime):
        days = {"short": spoken.short_date, "full": spoken.full_date}
        shown = days.get(how, spoken.long_date)(at, language())
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), shown)
    zone, tongue = here(), language()
    whole = spoken.moment(at, zone, tongue)
    day = zone.day_of(at)
    shown = {
        "moment": lambda: whole,
        "near": lambda: spoken.moment_near(at, now, zone, tongue),
        "relative": lambda: spoken.relative(at, now, tongue),
        "day": lambda: spoken.long_date(day, tongue),
        "short": lambda: spoken.short_date(day, tongue),
        "full": lambda: spoken.full_date(day, tongue),
        "clock": lambda: spoken.clock_time(at, zone, tongue),
    }[how]()
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), whole, shown)


@register.filter
def undo_url(message: Any) -> str:
    """Where the undo of a message stands; see `ui.undo`."""
    first, _, address = str(message.extra_tags or "").partition(" ")
    return address if first == "undo" else ""


@register.filter
def sign_of(message: Any) -> str:
    """The sign that belongs to a message of Django's: error is our danger."""
    return {"error": "danger", "debug": "info"}.get(message.level_tag, message.level_tag or "info")


def initials(name: str) -> str:
    """Two letters for a face: of the first and the last word."""
    words = [word for word in name.replace("@", "").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[:2] for word in words]
    return "".join(letters).upper()


def dye_of(name: str) -> int:
    """The same name always wears the same colour."""
    return zlib.crc32(name.encode()) % DYES + 1
