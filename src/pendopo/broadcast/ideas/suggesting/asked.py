"""What several citizens asked or complained of this week and no post has answered.

A citizen's own sentence never becomes an idea. Its topic is made of words that at least two different people used,
after personal data was covered: what only one person wrote stays with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from pendopo.broadcast.ideas.card_templates import PLAIN
from pendopo.broadcast.ideas.states import Source
from pendopo.broadcast.ideas.suggesting.matching import Spoken, carrying, speaks_of
from pendopo.broadcast.ideas.suggesting.reasons import reason
from pendopo.broadcast.ideas.suggesting.suggestion import Suggestion

FEWEST: Final = 3
SHARED_BY: Final = 2
WORDS_MOST: Final = 6
WORDS_FEWEST: Final = 2
FRESH_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What belongs together: what each citizen said of it this week, covered, and the unit it is about."""

    number: int  # names it for ever
    first_on: date
    by_citizen: Sequence[str]  # one text a citizen
    are_questions: bool = True  # most of them; else most complain of something


def topic_of(asked: Asked) -> tuple[str, ...]:
    """The words that carry it and that several people used, in the order of the first who did."""
    texts = [carrying(text) for text in asked.by_citizen]
    used = Counter(word for words in texts for word in words)
    order = {word: (-times, place) for place, (word, times) in enumerate(used.items()) if times >= SHARED_BY}
    kept = sorted(order, key=lambda word: order[word])[:WORDS_MOST]
    return tuple(word for word in used if word in kept)


def suggestions(asked: Iterable[Asked], *, spoken: Sequence[Spoken], today: date) -> Iterator[Suggestion]:
    """One for each thing that many asked, unless a post since then speaks of it."""
    for one in asked:
        people = len(one.by_citizen)
        topic = topic_of(one)
        if people < FEWEST or len(topic) < WORDS_FEWEST:
            continue
        if any(speaks_of(said, topic) for said in spoken if said.on is None or said.on >= one.first_on):
            continue
        said = {"number": people, "topic": " ".join(topic)}
        yield Suggestion(
            source=Source.ASKED,
            reference=f"cluster:{one.number}",
            title=(
                (_("Citizens ask: %(topic)s") if one.are_questions else _("Citizens report: %(topic)s"))
                % said
            )[:200],
            reasons=[reason("asked" if one.are_questions else "reported", number=people)],
            text=(
                _(
                    "Citizens ask us about %(topic)s. [Write the answer in one or two sentences, with the figures and "
                    "days the unit confirmed.] [Write where citizens find it, or whom they can reach, and when.]"
                )
                if one.are_questions
                else _(
                    "Citizens told us: %(topic)s. [Write what the unit confirmed: what is wrong, what is being "
                    "done, and until when.] [Write what citizens can do meanwhile, and whom they can reach.]"
                )
            )
            % said,
            template="question-answer" if one.are_questions else PLAIN,
            useful_until=today + FRESH_FOR,
            strength=people,
        )
