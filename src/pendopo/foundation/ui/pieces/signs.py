"""Signs: icons, states in a word, figures, clocks, faces and times."""

from __future__ import annotations

import functools
import zlib
from datetime import date, datetime
from typing import Final

from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pendopo.foundation.clock import words as spoken
from pendopo.foundation.ui import assets
from pendopo.foundation.ui.pieces.drawing import KitError, one_of, piece
from pendopo.foundation.ui.speech import here, language

SIGNS: Final = {
    "": "",
    "info": "sign-info",
    "success": "sign-success",
    "warning": "sign-warning",
    "danger": "sign-danger",
    "brand": "sign-brand",
}
FACES: Final = {"": "face", "small": "face face-sm", "large": "face face-lg"}
DYES: Final = 8


def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon by its meaning, or a network's by its name; `label` only where no words stand beside it."""
    drawing = name if name in assets.icons() else f"network-{name}"
    if drawing not in assets.icons():
        raise KitError(f"{name!r} is no icon of the house. Add a line for it to foundation/ui/icons.toml.")
    return _svg(drawing, str(label), size, assets.address("icons.svg"))


@functools.lru_cache(maxsize=1024)
def _svg(drawing: str, label: str, size: str, file: str) -> SafeString:
    """Drawn once: a page shows some fifty icons, and most of them on every page."""
    classes = {"": "icon", "small": "icon icon-sm", "large": "icon icon-lg"}[size]
    says = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" {}><use href="{}#{}"></use></svg>',
        classes,
        says,
        file,
        drawing,
    )


def badge(
    context: Context, text: str, sign: str = "", *, icon: str = "", dye: int | None = None
) -> SafeString:
    """A state in a word. Danger is late or dangerous, warning is waiting; `dye` 1-8 is a category."""
    return piece(context, "badge", text=text, sign=one_of(SIGNS, sign, "sign"), icon=icon, dye=dye)


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


def bar(
    context: Context, value: float, of: float, words: str, *, sign: str = "brand", label: str = ""
) -> SafeString:
    """A clock or a share: the words say it, the bar shows it."""
    return piece(
        context,
        "bar",
        value=min(value, of),
        of=of,
        words=words,
        label=label,
        sign=one_of(SIGNS, sign, "sign"),
    )


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
    return piece(
        context,
        "account_badge",
        name=name,
        icon=network if {network, f"network-{network}"} & assets.icons() else "accounts",
        network=network,
        picture=picture,
        colour=colour,
        handle=handle,
        href=href,
        initials=initials(name),
        dye=dye_of(name),
        small=size == "small",
    )


def pagination(
    context: Context,
    older: str = "",
    newer: str = "",
    *,
    words: str = "",
    older_label: str = "",
    newer_label: str = "",
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


def initials(name: str) -> str:
    """Two letters for a face: of the first and the last word."""
    words = [word for word in name.replace("@", "").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[:2] for word in words]
    return "".join(letters).upper()


def dye_of(name: str) -> int:
    """The same name always wears the same colour."""
    return zlib.crc32(name.encode()) % DYES + 1
