"""What other parts of the house put on a page, without it knowing them: a fragment in a slot, the address of a page.

`{% slot "room.page" thing=thing %}` (foundation/slots.py), `{% public_page "room.page" slug %}` (foundation/public_pages.py).
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from pendopo.foundation import public_pages, slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, **words: Any) -> SafeString:
    """Everything that was put here, in the order desk/slots.py gives."""
    request = context["request"]
    return mark_safe(
        "".join(
            render_to_string(fragment.template, {**words, **fragment.words}, request=request)
            for fragment in slots.fragments(name, request, **words)
        )
    )


@register.simple_tag
def public_page(page: str, *args: Any) -> str:
    """Where citizens read it."""
    return public_pages.path(page, *args)
