"""`{% slot "room.page" thing=thing %}`: a place that other parts of the house fill (foundation/slots.py)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from pendopo.foundation import slots

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
