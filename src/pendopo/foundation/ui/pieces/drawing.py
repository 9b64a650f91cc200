"""How a tag of the kit becomes HTML: its own template, its own words, and attributes the content policy allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.utils import flatatt
from django.template import TemplateSyntaxError
from django.template.context import Context
from django.utils.safestring import SafeString


class KitError(TemplateSyntaxError):
    """A page asks for a piece, a kind or an icon that the kit does not have."""


def one_of(choices: Mapping[str, str], word: str, what: str) -> str:
    """The classes behind a word, or a sentence that names the words there are."""
    try:
        return choices[word]
    except KeyError:
        known = ", ".join(filter(None, choices))
        raise KitError(f"{word!r} is no {what} of the kit. Choose one of {known}.") from None


def piece(context: Context, name: str, /, **words: Any) -> SafeString:
    """Draw one piece from its own template, with these words and nothing of the page's."""
    if context.template is None:
        raise KitError(f"The piece {name} is drawn outside a template.")
    return context.template.engine.get_template(f"ui/pieces/{name}.html").render(context.new(words))


def attributes(rest: Mapping[str, Any]) -> SafeString:
    """Turn `hx_post="/x"` into ` hx-post="/x"`; what the content policy forbids is refused here."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in rest.items() if value is not None}
    forbidden = next((name for name in named if name == "style" or name.startswith(("on", "hx-on"))), None)
    if forbidden:
        raise KitError(
            f"The content policy forbids {forbidden}=. Use a class, or a data- attribute and a module."
        )
    return flatatt(named)
