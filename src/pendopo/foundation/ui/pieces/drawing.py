"""How a tag of the kit becomes HTML: its own template, its own words, and attributes the content policy allows."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import NoneType
from typing import Any, Final

from django.forms.utils import flatatt
from django.template import Engine, TemplateSyntaxError
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from pendopo.foundation.ui.speech import language

PLAIN: Final = (str, int, float, NoneType, tuple)  # equal ones look equal, and none of them changes
SHORT: Final = 600  # characters of all words of a piece that is kept


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
    """Draw one piece from its own template, with these words and nothing of the page's.

    So the same words give the same piece: those of few and plain words are drawn once for many pages. What stands
    around a page's own content (a form with its token, somebody's words) is drawn each time and not kept.
    """
    if context.template is None:
        raise KitError(f"The piece {name} is drawn outside a template.")
    words = {key: str(word) if isinstance(word, Promise) else word for key, word in words.items()}
    plain = tuple((key, type(word), word) for key, word in words.items() if isinstance(word, PLAIN))
    length = sum(len(word) for _key, _type, word in plain if isinstance(word, str))
    if "content" in words or len(plain) < len(words) or length > SHORT:
        return context.template.engine.get_template(f"ui/pieces/{name}.html").render(context.new(words))
    return _drawn(name, language(), plain)


@functools.lru_cache(maxsize=2048)
def _drawn(name: str, tongue: str, words: tuple[tuple[str, type, Any], ...]) -> SafeString:
    # What is safe already and what is not are equal as text: the type tells them apart.
    del tongue
    drawn = Context({key: word for key, _type, word in words})
    return Engine.get_default().get_template(f"ui/pieces/{name}.html").render(drawn)


def attributes(rest: Mapping[str, Any]) -> SafeString:
    """Turn `hx_post="/x"` into ` hx-post="/x"`; what the content policy forbids is refused here."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in rest.items() if value is not None}
    forbidden = next((name for name in named if name == "style" or name.startswith(("on", "hx-on"))), None)
    if forbidden:
        raise KitError(
            f"The content policy forbids {forbidden}=. Use a class, or a data- attribute and a module."
        )
    return flatatt(named)
