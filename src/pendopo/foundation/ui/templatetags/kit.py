"""The pieces every screen is made of: `{% load kit %}`. README.md shows each, `/kit/` draws it."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pendopo.foundation.ui import assets, fonts
from pendopo.foundation.ui import colour as colours
from pendopo.foundation.ui.pieces import fields, frames, pressing, signs

register = template.Library()

for tag in (
    *(fields.field, fields.form_errors),
    *(pressing.button, pressing.link_button, pressing.dialog_button, pressing.chip),
    *(signs.badge, signs.stat, signs.bar, signs.avatar, signs.account_badge, signs.pagination, signs.time),
    *(frames.tab, frames.menu_list),
):
    register.simple_tag(takes_context=True)(tag)
for frame in (
    *(frames.heading, frames.card, frames.notice, frames.empty, frames.dialog, frames.table, frames.tabs),
    *(frames.event, pressing.menu_button),
):
    register.simple_block_tag(takes_context=True)(frame)
register.simple_tag(signs.icon)
register.simple_tag(fields.narrow)
register.simple_block_tag(frames.thumb)
register.simple_block_tag(frames.timeline)


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
def brand_fonts(heading: str = "", body: str = "") -> SafeString:
    """The institution's fonts over the kit's own; the letters of running text are asked for at once."""
    chosen = fonts.named(heading), fonts.named(body)
    first = format_html(
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        static(f"built/{chosen[1].file('latin')}"),
    )
    if all(font.name == fonts.KITS_OWN for font in chosen):
        return first
    sheet = reverse("ui:fonts", args=[font.slug for font in chosen])
    return format_html('{}<link rel="stylesheet" href="{}">', first, sheet)


@register.filter
def undo_url(message: Any) -> str:
    """Where the undo of a message stands; see `ui.undo`."""
    first, _, address = str(message.extra_tags or "").partition(" ")
    return address if first == "undo" else ""


@register.filter
def sign_of(message: Any) -> str:
    """The sign that belongs to a message of Django's: error is our danger."""
    return {"error": "danger", "debug": "info"}.get(message.level_tag, message.level_tag or "info")
