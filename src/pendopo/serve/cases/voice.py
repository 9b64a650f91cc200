"""The office's voice: a unit's words become an answer a citizen can read. Pure; somebody edits it before it goes.

Greeting, substance, next step, code, closing; in the language of citizens, whatever the reader's screen speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

SPOKEN: Final = "id"
TURNS: Final = re.compile(r"\s*(?:->|→)\s*")
BLANK: Final = re.compile(r"[ \t]+\n|\n{3,}")


def answer(
    said: str,
    *,
    unit: str = "",
    name: str = "",
    code: str,
    voice: Mapping[str, Any],
    fits: Callable[[str], bool] = lambda _text: True,
) -> str:
    """A draft answer out of what a unit said.

    `voice` is the institution's: how citizens are addressed, and which words to avoid for which. Where the
    network takes less (`fits`), first the closing goes, then the next step, then the greeting; the unit's words
    and the code stay, and the author shortens what is still too long.
    """
    with translation.override(SPOKEN):
        substance = _mended(said, voice.get("avoid") or ())
        if unit:
            substance = _("%(unit)s explains: %(said)s") % {"unit": unit, "said": substance}
        parts = {
            "greeting": _("Hello %(name)s,") % {"name": name} if name else _("Hello,"),
            "substance": substance,
            "next": _("If it is not clear yet or not mended yet, answer here and we go on with it."),
            "code": code_line(code, voice),
            "closing": _("Thank you for telling us."),
        }
    for left_out in ((), ("closing",), ("closing", "next"), ("closing", "next", "greeting")):
        text = "\n\n".join(part for key, part in parts.items() if key not in left_out)
        if fits(text):
            break
    return text


def code_line(code: str, voice: Mapping[str, Any]) -> str:
    """By what the citizen follows the case."""
    with translation.override(SPOKEN):
        you = str(voice.get("address") or "Anda")
        return _("Code of the case of %(you)s: %(code)s.") % {"you": you, "code": code}


def receipt(*, name: str = "", code: str, check_value: str = "", due: str) -> str:
    """What the citizen reads when a case is opened: that we have it, the code, and when they hear from us (R30).

    The check value only goes where nobody else reads along: whoever has both speaks for the reporter.
    """
    with translation.override(SPOKEN):
        parts = [
            _("Hello %(name)s,") % {"name": name} if name else _("Hello,"),
            _("we have your report and passed it on. Its code is %(code)s.") % {"code": code},
        ]
        if check_value:
            parts.append(_("Check value, for you alone: %(value)s.") % {"value": check_value})
        parts.append(_("You get our answer here, %(due)s at the latest.") % {"due": due})
        return " ".join(parts)


def farewell(asked: str, *, code: str, address: str, fits: Callable[[str], bool] = lambda _text: True) -> str:
    """What the citizen reads when a case ends because our question was not answered: what it was, and how it goes on.

    Where the network takes less, the question is cut.
    """
    with translation.override(SPOKEN):
        for question in (asked.strip(), *(f"{asked.strip()[:most].rstrip()}…" for most in (160, 80, 30))):
            text = _(
                "We have closed your report %(code)s for now, because we had no answer to our question: "
                "“%(question)s”. It still matters to us. Answer here, or open it again on %(address)s, "
                "and we go on with it."
            ) % {"code": code, "question": question, "address": address}
            if fits(text):
                break
    return text


def missed(asked: str) -> str:
    """The same on the citizen's page."""
    with translation.override(SPOKEN):
        return _(
            "We asked you: “%(question)s” and had no answer in time. If it still matters to you, open the report "
            "again below and tell us."
        ) % {"question": asked.strip()[:300]}


def not_ours(why: str, *, code: str) -> str:
    """What the citizen reads when a case belongs to somebody else."""
    with translation.override(SPOKEN):
        return _("About your report %(code)s: %(why)s") % {"code": code, "why": why.strip()}


def at_lapor(number: str, *, code: str) -> str:
    """What the citizen reads when their report stands at LAPOR! (R35)."""
    with translation.override(SPOKEN):
        return _(
            "As you wished, we have filed your report %(code)s at SP4N-LAPOR!. Its number there is %(number)s; "
            "you can follow it on lapor.go.id."
        ) % {"code": code, "number": number}


def _mended(said: str, avoid: Iterable[str]) -> str:
    """Words the office doesn't use, replaced by those it does: "masyarakat -> warga"."""
    text = BLANK.sub("\n\n", said.strip())
    for line in avoid:
        old, *new = TURNS.split(str(line), maxsplit=1)
        if old and new:
            text = re.sub(rf"\b{re.escape(old)}\b", new[0], text, flags=re.IGNORECASE)
    return text
