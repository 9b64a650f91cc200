"""Frames around what a page says: its head, cards, notices, dialogs, tables, views and stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pendopo.foundation.ui.menu import Section
from pendopo.foundation.ui.pieces.drawing import one_of, piece
from pendopo.foundation.ui.pieces.signs import SIGNS, time

SIGN_ICONS: Final = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "danger": "danger",
    "brand": "info",
}


def menu_list(context: Context, sections: Sequence[Section] = (), *, keys: bool = False) -> SafeString:
    """Every place of the menu; `keys` where they may be opened from the keyboard: once a page."""
    return piece(context, "menu_list", sections=tuple(sections), keys=keys)


def heading(
    context: Context, content: str, title: str, *, intro: str = "", back: str = "", back_label: str = ""
) -> SafeString:
    """The head of a page: its one h1, what it is for, the way back, and the actions between the tags."""
    return piece(
        context,
        "heading",
        content=mark_safe(content.strip()),
        title=title,
        intro=intro,
        back=back,
        back_label=back_label,
    )


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


def thumb(content: str) -> SafeString:
    """The primary action of a page: under the thumb on a phone, where it stands on a desk."""
    return format_html('<div class="thumb">{}</div>', content)


def notice(
    context: Context, content: str, sign: str = "info", *, title: str = "", alert: bool = False
) -> SafeString:
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


def empty(context: Context, content: str, title: str, *, icon: str = "empty") -> SafeString:
    """Nothing here yet: what this place is for and the first step, kindly."""
    return piece(context, "empty", content=mark_safe(content.strip()), title=title, icon=icon)


def dialog(context: Context, content: str, id: str, title: str, *, wide: bool = False) -> SafeString:  # noqa: A002
    """A native <dialog>, opened by {% dialog_button %}. Never one on another."""
    return piece(context, "dialog", content=content, id=id, title=title, wide=wide)


def table(context: Context, content: str, caption: str, *, folds: bool = True) -> SafeString:
    """A table with a caption for who cannot see it.

    `folds` turns rows into cards on a phone, if each <td> carries data-label; the cell without one is the
    card's title.
    """
    return piece(context, "table", content=content, caption=caption, folds=folds)


def tabs(context: Context, content: str, label: str) -> SafeString:
    """Views of one thing, each with its own address: {% tab %} between the tags."""
    return piece(context, "tabs", content=content, label=label)


def tab(
    context: Context,
    label: str,
    href: str,
    *,
    current: bool | None = None,
    under: bool = False,
    count: int | None = None,
    icon: str = "",
) -> SafeString:
    """One view. Without `current` it is the one whose address the page has, or with `under` begins with."""
    if current is None:
        request = context.get("request")
        here = request.get_full_path() if request else ""
        path = here.partition("?")[0]
        current = here == href or ("?" not in href and (path == href or (under and path.startswith(href))))
    return piece(context, "tab", label=label, href=href, current=current, count=count, icon=icon)


def timeline(content: str) -> SafeString:
    """A story in order: {% event %} between the tags."""
    return format_html('<ol class="tale">{}</ol>', content)


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
