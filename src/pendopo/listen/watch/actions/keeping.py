"""What people do with news: keep it, say its tone, begin an answer; and what is forgotten after its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.models.words import SourceKind
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.watch import policies
from pendopo.listen.watch.models import Clip, Entry, OfficialWarning, Story
from pendopo.listen.watch.states import WARNING, Tone

# Rising words need four weeks, a year's report reads clips.
KEPT_FOR: Final = timedelta(days=120)


@transaction.atomic
def clip_entry(
    *, entry: Entry, by: Member, now: datetime, tone: Tone | None = None, note: str | None = None
) -> Clip:
    """Keep a piece of news with its source; what is kept already gets what is said anew. Raises Refused."""
    _require_may_work(by, entry, now=now)
    said: dict[str, str] = {"tone": tone.value} if tone else {}
    said |= {} if note is None else {"note": " ".join(note.split())[:500]}
    clip, made = Clip.objects.update_or_create(
        institution_id=entry.institution_id,
        entry=entry,
        defaults=said,
        create_defaults={"tone": entry.story.tone, **said, "by": by, "at": now},
    )
    if made:
        ledger.write(did="watch.clipped", by=by, to=clip, at=now, words={"title": entry.title})
    return clip


@transaction.atomic
def say_tone(*, story: Story, tone: Tone, by: Member, now: datetime) -> None:
    """A person's word on how a story speaks of us counts more than triage's. Raises Refused."""
    _require_may_work(by, story, now=now)
    Story.objects.filter(pk=story.pk).update(tone=tone, tone_by=by)
    Clip.objects.filter(entry__story=story).update(tone=tone)
    ledger.write(
        did="watch.tone", by=by, to=story, at=now, words={"title": story.title, "tone": str(tone.label)}
    )


@transaction.atomic
def answer_story(*, story: Story, by: Member, now: datetime) -> ContentItem:
    """Begin a content item that answers a story, with its news as sources; they are kept as clips. Raises Refused."""
    _require_may_work(by, story, now=now)
    entries = list(story.entries.exclude(url="").select_related("story").order_by("said_at", "id")[:3])
    if not entries:
        raise Refused(_("None of this news has an address, so there is nothing to point to."))
    standing = Clip.objects.filter(entry__in=entries, item__isnull=False).select_related("item").first()
    if standing is not None and standing.item is not None and standing.item.state != "withdrawn":
        return standing.item
    item = content.start_item(
        title=_("Answer to: %(title)s") % {"title": story.title}, by=by, now=now, lane="fast"
    )
    for entry in entries:
        content.add_source(
            item=item, kind=SourceKind.LINK, reference=entry.url, statement=entry.title, by=by, now=now
        )
        clip_entry(entry=entry, by=by, now=now)
    Clip.objects.filter(entry=entries[0]).update(item=item)
    ledger.write(did="watch.answered", by=by, to=item, at=now, words={"title": story.title})
    return item


@transaction.atomic
def forget_old_news(institution_id: int, *, now: datetime) -> int:
    """What nobody kept is forgotten after its time, and so are warnings that never concerned us."""
    old = Entry.objects.filter(institution_id=institution_id, said_at__lt=now - KEPT_FOR)
    gone, _by_table = old.filter(~Exists(Clip.objects.filter(entry=OuterRef("pk")))).delete()
    Story.objects.filter(
        ~Exists(Entry.objects.filter(story=OuterRef("pk"))), institution_id=institution_id
    ).delete()
    OfficialWarning.objects.filter(
        institution_id=institution_id,
        ends_at__lt=now - KEPT_FOR,
        item__isnull=True,
        followed_by__isnull=True,
    ).exclude(state__in=sorted(set(WARNING.states) - WARNING.ended - {"elsewhere"})).delete()
    return gone


def _require_may_work(by: Member, row: Entry | Story, *, now: datetime) -> None:
    policies.require(by, Permission.READ_WATCH, row, now=now)
    people.require(by, Permission.WRITE_CONTENT, now=now)
