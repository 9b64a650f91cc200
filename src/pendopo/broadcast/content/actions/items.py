"""An item begins, gets its details, ends; and what others do with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import office, policies
from pendopo.broadcast.content.actions.sealing import break_seal, drop_steps, held, live_run, require_editable
from pendopo.broadcast.content.actions.writing import save_draft
from pendopo.broadcast.content.composition import Composition
from pendopo.broadcast.content.events import Withdrawn
from pendopo.broadcast.content.lanes import DEFAULT
from pendopo.broadcast.content.models import ContentItem, Source, Version
from pendopo.broadcast.content.states import FLOW, RUN, ItemState, RunState
from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission

DETAILS: Final = (
    "title",
    "pillar",
    "campaign",
    "owner_unit",
    "goal",
    "audience",
    "lane",
    "late_minutes",
    "holds_until",
    "is_humorous",
    "is_ceremony",
)
# What was decided with an approval, beside the words themselves.
SEALED_DETAILS: Final = frozenset({"lane", "late_minutes", "holds_until", "is_humorous"})
ORIGIN: Final = "content.item"


class Sent(Protocol):
    """As publishing tells that something stands on a network, or was taken down there."""

    @property
    def institution_id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def account_id(self) -> int: ...
    @property
    def url(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def origin_id(self) -> int: ...
    @property
    def at(self) -> datetime: ...


@transaction.atomic
def start_item(
    *,
    title: str,
    by: Member,
    now: datetime,
    composition: Composition | None = None,
    due_at: datetime | None = None,
    **details: Any,
) -> ContentItem:
    """Begin an item; with a composition it has its first version at once. Raises Refused."""
    people.require(by, Permission.WRITE_CONTENT, now=now)
    _require_details(by, details)
    title = " ".join(title.split())[:200]
    if not title:
        raise Refused(_("Give it a working title, so that colleagues recognise it."), field="title")
    lane = details.get("lane", DEFAULT)
    details.setdefault("late_minutes", office.lane_of(by.institution_id, lane).late_minutes)
    if "owner_unit" not in details:
        details["owner_unit"] = by.unit
    item = ContentItem.objects.create(
        institution=by.institution,
        title=title,
        made_by=by,
        made_at=now,
        changed_at=now,
        due_at=due_at,
        **details,
    )
    ledger.write(did="content.started", by=by, to=item, at=now, words={"title": item.title})
    if composition is not None:
        save_draft(item=item, composition=composition, by=by, now=now)
    return item


@transaction.atomic
def change_details(*, item: ContentItem, by: Member, now: datetime, **details: Any) -> None:
    """Change what is known about an item, its words apart. Raises Refused.

    Lane, lateness and tone were part of what was approved: changing them breaks the seal (R11).
    """
    policies.require_may_write(by, item)
    _require_details(by, details)
    held(item)
    require_editable(item)
    changed = {name: value for name, value in details.items() if getattr(item, name) != value}
    if not changed:
        return
    if "title" in changed and not changed["title"].strip():
        raise Refused(_("Give it a working title, so that colleagues recognise it."), field="title")
    named = ", ".join(
        str(getattr(ContentItem._meta.get_field(name), "verbose_name", name)) for name in changed
    )
    if changed.keys() & SEALED_DETAILS and item.state in {ItemState.APPROVED, ItemState.IN_REVIEW}:
        break_seal(item, why=_("Changed: %(fields)s") % {"fields": named}, by=by, now=now)
    for name, value in changed.items():
        setattr(item, name, value)
    item.changed_at = now
    item.save(update_fields=[*changed, "changed_at"])
    ledger.write(
        did="content.details_changed",
        by=by,
        to=item,
        at=now,
        words={"title": item.title, "fields": named},
    )


def _require_details(by: Member, details: dict[str, Any]) -> None:
    if strangers := set(details) - set(DETAILS):
        raise TypeError(f"not a detail of an item: {sorted(strangers)}")
    for value in details.values():
        if getattr(value, "institution_id", by.institution_id) != by.institution_id:
            raise Refused(_("This belongs to another institution."))


@transaction.atomic
def duplicate_item(*, item: ContentItem, by: Member, now: datetime) -> ContentItem:
    """Begin another item with the same words and sources; time and approval stay behind. Raises Refused."""
    title = _("Copy of %(title)s") % {"title": item.title}
    return _copied(item, title, _composition(item), by=by, now=now)


@transaction.atomic
def start_correction(*, item: ContentItem, by: Member, now: datetime) -> ContentItem:
    """Begin the public correction of something that stands; it leads to it (R20). Raises Refused."""
    if item.state != ItemState.PUBLISHED:
        raise Refused(_("Only what stands in public is corrected. Change the draft itself."), rule="R20")
    title = _("Correction: %(title)s") % {"title": item.title}
    composition = _composition(item)
    correction = _copied(
        item, title, composition.leading_to(item.stands_at) if composition else None, by=by, now=now
    )
    correction.corrects = item
    correction.save(update_fields=["corrects"])
    return correction


def _copied(
    item: ContentItem, title: str, composition: Composition | None, *, by: Member, now: datetime
) -> ContentItem:
    people.require(by, Permission.WRITE_CONTENT, now=now)
    if item.institution_id != by.institution_id:
        raise Refused(_("This item belongs to another institution."))
    twin = start_item(
        title=title,
        composition=composition,
        by=by,
        now=now,
        # How long its words hold is said anew by whoever says them again.
        **{name: getattr(item, name) for name in DETAILS if name not in {"title", "holds_until"}},
    )
    for source in item.sources.filter(removed_at__isnull=True):
        Source.objects.create(
            institution_id=item.institution_id,
            item=twin,
            version_id=twin.current_id,
            kind=source.kind,
            reference=source.reference,
            statement=source.statement,
            file=source.file.name if source.file else "",
            added_by=by,
            added_at=now,
        )
    return twin


def _composition(item: ContentItem) -> Composition | None:
    if item.current_id is None:
        return None
    return Version.objects.whole().get(pk=item.current_id).composition()


@transaction.atomic
def withdraw(*, item: ContentItem, why: str, by: Member, now: datetime) -> None:
    """Give an item up before it stands anywhere; nothing of it goes out any more. Raises Refused.

    Those who may write it may withdraw it, and so may whoever may take down.
    """
    if item.institution_id != by.institution_id:
        raise Refused(_("This item belongs to another institution."))
    if not policies.may_write(by, item):
        people.require(by, Permission.TAKE_DOWN, now=now)
    if not why.strip():
        raise Refused(_("Write why it is withdrawn."), field="why")
    held(item)
    require_editable(item)
    run = live_run(item)
    if run is not None:
        RUN.move(run, RunState.WITHDRAWN, ended_at=now, ended_why=why[:500])
        drop_steps(run)
    FLOW.move(item, ItemState.WITHDRAWN, withdrawn_why=why[:500], approved_version_id=None, changed_at=now)
    ledger.write(did="content.withdrawn", by=by, to=item, at=now, words={"title": item.title, "why": why})
    events.tell(Withdrawn(institution_id=item.institution_id, item_id=item.pk))


@transaction.atomic(savepoint=False)
def note_published(event: Sent) -> None:
    """The first of an item's accounts shows it: from now on its words are public (R20).

    Where it stands is kept, account by account, so that a correction can lead there.
    """
    if event.origin != ORIGIN or event.kind not in {"post", "takedown"}:
        return
    item = (
        ContentItem.objects.select_for_update()
        .filter(institution_id=event.institution_id, pk=event.origin_id)
        .first()
    )
    if item is None:
        return
    elsewhere = {account: url for account, url in item.stands_at.items() if account != str(event.account_id)}
    here = {str(event.account_id): event.url} if event.kind == "post" and event.url else {}
    if item.state != ItemState.APPROVED or event.kind != "post":
        if item.stands_at != elsewhere | here:
            ContentItem.objects.filter(pk=item.pk).update(stands_at=elsewhere | here)
        return
    FLOW.move(
        item,
        ItemState.PUBLISHED,
        published_at=event.at,
        changed_at=event.at,
        stands_at=elsewhere | here,
    )
    ledger.write(
        did="content.published",
        by=None,
        institution_id=item.institution_id,
        to=item,
        at=event.at,
        words={"title": item.title},
    )
