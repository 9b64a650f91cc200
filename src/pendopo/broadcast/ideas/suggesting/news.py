"""What the news say of us, and what an official warning leaves to be said: put on the board as they arrive."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting.known import hazard_of
from pendopo.broadcast.ideas.suggesting.reasons import reason
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion

NEWS_FOR: Final = timedelta(days=3)
WARNING_FOR: Final = timedelta(days=1)
PREPARE_FOR: Final = timedelta(days=3)  # where one came, the next often follows


def of_story(*, number: int, title: str, url: str, sources: int, today: date) -> Suggestion:
    """A story about the office that several sources tell."""
    return Suggestion(
        source=Source.NEWS,
        reference=f"story:{number}",
        title=(_("In the news: %(title)s") % {"title": title})[:200],
        reasons=[reason("story", number=sources)],
        text=_(
            "About the news “%(title)s”: [Write what is right about it, and what is not, as the unit confirmed.] [Write what the office does, "
            "and until when.] [Write where citizens find more, or whom they can reach.]"
        )
        % {"title": title},
        template="announcement",
        url=url,
        useful_until=today + NEWS_FOR,
        strength=sources,
    )


def of_warning(
    *, number: int, headline: str, url: str, is_drafted: bool, today: date, language: str
) -> Suggestion:
    """A warning that nobody drafted yet; where its draft is waiting, what citizens can do before it comes true.

    What to prepare is the same for every warning of one danger: it is suggested once a week.
    """
    if is_drafted:
        return _to_prepare(number=number, headline=headline, url=url, today=today, language=language)
    said = {"headline": headline}
    return Suggestion(
        source=Source.WARNING,
        reference=f"warning:{number}",
        title=(_("Official warning: %(headline)s") % said)[:200],
        reasons=[reason("warning_not_drafted")],
        text=_(
            "%(headline)s. [Write where it holds and until when, as the warning says.] [Write what citizens "
            "should do now.] Source: [write who warned, and when]."
        )
        % said,
        template="warning",
        url=url,
        useful_until=today + WARNING_FOR,
        is_solemn=True,
        strength=2,
    )


def _to_prepare(*, number: int, headline: str, url: str, today: date, language: str) -> Suggestion:
    danger = hazard_of(headline, language)
    year, week, _day = today.isocalendar()
    said = {
        "danger": danger.called if danger else headline,
        "before": danger.before if danger else _("[write three things that citizens can prepare at home]"),
        "during": danger.during if danger else _("[write what to avoid, and where to go]"),
    }
    return Suggestion(
        source=Source.WARNING,
        reference=f"prepare:{danger.key}:{year}-W{week:02}" if danger else f"warning:{number}",
        title=(_("What citizens can prepare: %(danger)s") % said)[:200],
        reasons=[reason("warning_drafted")],
        text=_(
            "Ready for this: %(danger)s. Before it comes: %(before)s. While it lasts: %(during)s. In an emergency "
            "call [write the number]."
        )
        % said,
        template="checklist",
        url=url,
        useful_until=today + PREPARE_FOR,
        is_solemn=True,
        strength=1,
    )
