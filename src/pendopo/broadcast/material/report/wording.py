"""A month of material in sentences: what came, and what would help. Said of units, never of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.broadcast.material.queries import Silence, Summed


def said(total: Summed, named: str) -> str:
    """The month in one breath; of what there is none, nothing is said."""
    return " ".join(_sentences(total, named))


def _sentences(total: Summed, named: str) -> Iterator[str]:
    yield _("In %(named)s units were asked %(asked)s times.") % {"named": named, "asked": total.asked}
    if total.answered:
        yield _("%(answered)s answers came, %(in_time)s of them by the day.") % {
            "answered": total.answered,
            "in_time": total.in_time,
        }
    if total.running:
        yield _("%(running)s still have time.") % {"running": total.running}
    if total.silent:
        yield _("Of %(silent)s nothing has come yet.") % {"silent": total.silent}


def helps(rows: Sequence[Silence]) -> Iterator[str]:
    """What would help, unit by unit: each sentence names something that the office itself can do."""
    for one in rows:
        if not one.silent:
            continue
        if not one.has_mailbox:
            yield _("%(unit)s has no mailbox here. Have its liaison added to the units.") % {"unit": one.unit}
        elif one.unopened:
            yield ngettext(
                "%(unit)s: %(count)s link was never opened. A call or a message by WhatsApp often helps.",
                "%(unit)s: %(count)s links were never opened. A call or a message by WhatsApp often helps.",
                one.unopened,
            ) % {"unit": one.unit, "count": one.unopened}
        else:
            yield _("%(unit)s opened it and could not answer. Ask for less, and show an example.") % {
                "unit": one.unit
            }


def counted_how() -> str:
    """How the figures came about, and how they are not to be read."""
    return _(
        "Counted are requests made in this month, in working days of the office. Those that the office took back in "
        "time are left out. Units stand by name, not by figures: who was asked for much can't be compared with who "
        "was asked once."
    )
