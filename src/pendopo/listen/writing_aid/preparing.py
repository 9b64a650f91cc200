"""One question made ready to leave: material gathered, named people learned, every text covered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from pendopo.foundation import quoting
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.queries import Material
from pendopo.listen.writing_aid.covering import Cover
from pendopo.listen.writing_aid.doubting import doubts
from pendopo.listen.writing_aid.given import Given
from pendopo.listen.writing_aid.models import Aid
from pendopo.listen.writing_aid.prompting import Shown, Source, Written, question
from pendopo.listen.writing_aid.states import AidKind
from pendopo.networks.language_model import Question

SAVED_MOST: Final = 3
QUOTED_MOST: Final = 3
WORD: Final = re.compile(r"[^\W\d_]{4,}")
PLACEHOLDERS: Final = re.compile(r"\[[A-Z-]+-\d+\]")


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """What leaves, and what is needed to read what comes back."""

    kind: AidKind
    question: Question
    cover: Cover
    shown: Shown
    until: int

    def text_of(self, written: Written) -> str:
        """What came, with what its placeholders stand for."""
        return self.cover.put_back(written.text)

    def sources_of(self, written: Written) -> list[dict[str, str]]:
        """What it says it was written from; where it names none, all it was given."""
        chosen = written.used or range(len(self.shown.sources))
        found = [self.shown.sources[place] for place in chosen]
        return [{"title": one.title, "text": self.cover.put_back(one.text), "url": one.url} for one in found]

    def doubts_of(self, written: Written) -> list[tuple[str, bool]]:
        """Figures and links in it that no source of ours says."""
        ours = [
            self.shown.post,
            *(one.text for one in self.shown.sources),
            *(one.url for one in self.shown.sources),
        ]
        ours += [text for is_ours, text in self.shown.said if is_ours]
        theirs = [text for is_ours, text in self.shown.said if not is_ours]
        return doubts(_bare(written.text), ours=map(_bare, ours), citizens=map(_bare, theirs))


def prepare(aid: Aid, row: Conversation, *, now: datetime) -> Prepared | None:
    """Everything that leaves for one question; None where nothing in the thread asks for it."""
    kind, given = AidKind(aid.kind), Given.read(aid.given)
    material = inbox.material_of_thread(row, viewer=aid.asked_by, now=now)
    if not material.said or (kind == AidKind.DRAFT and not material.unanswered.strip()):
        return None
    if kind == AidKind.VOICE:
        sources = [Source(title=given.title, text=given.text)]
    else:
        sources = _sources(material, row.institution_id) if kind == AidKind.DRAFT else []
    cover = Cover(
        names=(*material.names, *given.names),
        handles=(*material.handles, *given.handles),
        own_handles=material.own_handles,
        published=material.published,
    )
    for text in (*(text for _is_ours, text in material.said), *(one.text for one in sources)):
        cover.learn_from(text)
    shown = Shown(
        office=row.institution.name,
        citizen=cover.covered(row.citizen.name),
        said=tuple((is_ours, cover.covered(text)) for is_ours, text in material.said),
        post=cover.covered(material.post, is_ours=True),
        sources=tuple(
            Source(
                title=cover.covered(one.title, is_ours=True),
                text=cover.covered(one.text, is_ours=True),
                url=one.url,
            )
            for one in sources
        ),
        text_max=max(material.text_max - given.kept_free, 0),
        address=str(row.institution.voice.get("address") or "Anda"),
        avoid=tuple(map(str, row.institution.voice.get("avoid") or ())),
    )
    return Prepared(kind=kind, question=question(kind, shown), cover=cover, shown=shown, until=material.until)


def _sources(material: Material, institution_id: int) -> list[Source]:
    """What the office itself says about it: service standards, saved replies, an earlier answer."""
    asked = material.unanswered
    found = [
        Source(
            title=title % {"of": match.of},
            text=quoting.answer(match.quotes),
            url=match.quotes[0].url if match.quotes else "",
        )
        for kind, title in (
            ("layanan", _("Service standard: %(of)s")),
            ("informasi", _("Public information: %(of)s")),
        )
        for match in quoting.asked(institution_id, asked, of=kind)[:QUOTED_MOST]
    ]
    wanted = set(WORD.findall(asked.casefold()))
    near = [
        (len(wanted & set(WORD.findall(f"{one.saved.title} {one.text}".casefold()))), one)
        for one in material.saved
    ]
    found += [
        Source(title=_("Saved reply: %(title)s") % {"title": one.saved.title}, text=one.text)
        for shared, one in sorted(near, key=lambda pair: -pair[0])[:SAVED_MOST]
        if shared
    ]
    if material.earlier:
        found.append(Source(title=_("Answered before"), text=material.earlier))
    return found


def _bare(text: str) -> str:
    return PLACEHOLDERS.sub(" ", text)
