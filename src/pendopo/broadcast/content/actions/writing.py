"""Writing: versions that are never changed, what is typed in between, and what is written about a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import policies
from pendopo.broadcast.content.actions.sealing import break_seal, held, require_editable
from pendopo.broadcast.content.composition import Composition, Place
from pendopo.broadcast.content.models import (
    ContentItem,
    Note,
    Picture,
    PlacedPicture,
    Placement,
    ReasonGiven,
    Source,
    Version,
    WorkingCopy,
)
from pendopo.broadcast.content.models.words import SourceKind
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


@transaction.atomic
def save_draft(
    *,
    item: ContentItem,
    composition: Composition,
    by: Member,
    now: datetime,
    based_on: int | None = None,
) -> Version:
    """Keep what was written as a new version; the current one again when nothing changed.

    A change to what is in review or approved makes a draft of it again (R11). `based_on` is the version
    the author started from: Stale when a colleague has saved another one meanwhile. Raises Refused.
    """
    policies.require_may_write(by, item)
    held(item)
    require_editable(item)
    composition = _checked(item, composition.tidy())
    digest = composition.digest()
    current = item.current
    if current is not None and current.digest == digest:
        WorkingCopy.objects.filter(item=item, member=by).delete()
        return current
    if based_on is not None and based_on != item.current_id:
        raise Stale(
            _(
                "A colleague has saved another version meanwhile. Yours is kept here: compare the two, "
                "then save again."
            )
        )
    break_seal(item, why=_("The text, the pictures or the accounts were changed."), by=by, now=now)
    version = _kept(item, composition, digest, by, now)
    item.current = version
    item.account_ids = [place.account_id for place in composition.places]
    item.changed_at = now
    item.save(update_fields=["current", "account_ids", "changed_at"])
    WorkingCopy.objects.filter(item=item, member=by).delete()
    ledger.write(
        did="content.saved",
        by=by,
        to=item,
        at=now,
        words={"title": item.title, "number": version.number, "digest": digest},
    )
    return version


def _checked(item: ContentItem, composition: Composition) -> Composition:
    """With each picture's point as the library has it; Refused where something is not ours or gone."""
    wanted = composition.picture_ids()
    known = {
        picture.pk: (picture.focus_x, picture.focus_y)
        for picture in Picture.objects.kept().filter(institution_id=item.institution_id, pk__in=wanted)
    }
    if wanted - known.keys():
        raise Refused(_("One of the pictures is not in the library any more. Choose another one."))
    asked = {place.account_id for place in composition.places}
    ours = set(accounts.accounts(item.institution_id).filter(pk__in=asked).values_list("pk", flat=True))
    if asked - ours:
        raise Refused(_("One of the accounts is not in the register any more. Choose the accounts again."))
    return composition.with_focus(known)


def _kept(item: ContentItem, composition: Composition, digest: str, by: Member, now: datetime) -> Version:
    office = item.institution_id
    words = composition.words
    version = Version.objects.create(
        institution_id=office,
        item=item,
        number=(item.current.number if item.current else 0) + 1,
        text=words.text,
        title=words.title,
        link=words.link,
        tags=list(words.tags),
        thread=list(words.thread),
        digest=digest,
        made_by=by,
        made_at=now,
    )
    placements = Placement.objects.bulk_create(
        Placement(
            institution_id=office,
            version=version,
            account_id=place.account_id,
            order=order,
            follows_words=place.follows_words,
            follows_pictures=place.follows_pictures,
            text=place.words.text,
            title=place.words.title,
            link=place.words.link,
            tags=list(place.words.tags),
            thread=list(place.words.thread),
            offset_minutes=place.offset_minutes,
        )
        for order, place in enumerate(composition.places)
    )
    uses = [(None, place, use) for place, use in enumerate(composition.pictures)]
    PlacedPicture.objects.bulk_create(
        PlacedPicture(
            institution_id=office,
            version=version,
            placement=placement,
            place=place,
            picture_id=use.picture_id,
            alt=use.alt,
            focus_x=use.focus[0],
            focus_y=use.focus[1],
        )
        for placement, place, use in [
            *uses,
            *(
                (placement, number, use)
                for placement, one in zip(placements, composition.places, strict=True)
                for number, use in enumerate(one.pictures)
            ),
        ]
    )
    return version


@transaction.atomic
def autosave(*, item: ContentItem, composition: Composition, by: Member, now: datetime) -> WorkingCopy:
    """Keep what somebody is typing, over what they typed before; no version, and no seal is broken.

    Raises Refused.
    """
    policies.require_may_write(by, item)
    require_editable(item)
    copy, _made = WorkingCopy.objects.update_or_create(
        item=item,
        member=by,
        defaults={"written": composition.written(), "saved_at": now},
        create_defaults={
            "institution_id": item.institution_id,
            "written": composition.written(),
            "saved_at": now,
            "based_on_id": item.current_id,
        },
    )
    return copy


@transaction.atomic
def drop_working_copy(*, item: ContentItem, by: Member) -> None:
    """Go back to the saved version."""
    WorkingCopy.objects.seen_by(by).filter(item=item, member=by).delete()


def set_placements(*, item: ContentItem, places: Sequence[Place], by: Member, now: datetime) -> Version:
    """Say which accounts the item goes to and what is their own. A new version. Raises Refused."""
    return save_draft(item=item, composition=replace(_current(item), places=tuple(places)), by=by, now=now)


def follow_master(*, item: ContentItem, account_id: int, by: Member, now: datetime) -> Version:
    """Let an account say what the master says again. A new version. Raises Refused."""
    return _with_place(item, account_id, by, now, follows=True)


def leave_master(*, item: ContentItem, account_id: int, by: Member, now: datetime) -> Version:
    """Give an account words of its own, the master's to begin with. A new version. Raises Refused."""
    return _with_place(item, account_id, by, now, follows=False)


def _with_place(item: ContentItem, account_id: int, by: Member, now: datetime, *, follows: bool) -> Version:
    composition = _current(item)
    place = composition.place(account_id)
    if place is None:
        raise Refused(_("This item does not go to that account."))
    said = composition.said(place)
    changed = replace(
        place, follows_words=follows, follows_pictures=follows, words=said.words, pictures=said.pictures
    )
    return save_draft(item=item, composition=composition.with_place(changed), by=by, now=now)


def _current(item: ContentItem) -> Composition:
    if item.current_id is None:
        return Composition()
    return Version.objects.whole().get(pk=item.current_id).composition()


@transaction.atomic
def add_source(
    *,
    item: ContentItem,
    kind: SourceKind,
    reference: str,
    by: Member,
    now: datetime,
    statement: str = "",
    file: UploadedFile[bytes] | None = None,
) -> Source:
    """Say where something in the text comes from (R13). Raises Refused."""
    policies.require_may_write(by, item)
    require_editable(item)
    reference = reference.strip()
    if not reference:
        raise Refused(_("Write which document, address or person it is."), field="reference")
    if kind == SourceKind.LINK and not reference.startswith(("https://", "http://")):
        raise Refused(_("Write the whole address, beginning with https://."), field="reference")
    if kind == SourceKind.PERSON and not statement.strip():
        raise Refused(_("Write what the person stated."), field="statement")
    source = Source.objects.create(
        institution_id=item.institution_id,
        item=item,
        version_id=item.current_id,
        kind=kind,
        reference=reference[:1000],
        statement=statement.strip(),
        file=file or "",
        added_by=by,
        added_at=now,
    )
    ledger.write(
        did="content.source_added",
        by=by,
        to=item,
        at=now,
        words={"title": item.title, "reference": source.reference},
    )
    return source


@transaction.atomic
def remove_source(*, source: Source, by: Member, now: datetime) -> None:
    """Take a source away; its row stays for the record. Raises Refused."""
    policies.require_may_write(by, source.item)
    require_editable(source.item)
    if not Source.objects.seen_by(by).filter(pk=source.pk, removed_at__isnull=True).update(removed_at=now):
        return
    ledger.write(
        did="content.source_removed",
        by=by,
        to=source.item,
        at=now,
        words={"title": source.item.title, "reference": source.reference},
    )


@transaction.atomic
def give_reason(
    *, item: ContentItem, key: str, rule: str, reason: str, by: Member, now: datetime
) -> ReasonGiven:
    """Say why to go on in spite of a warning; it holds as long as the finding's key does. Raises Refused."""
    policies.require_may_write(by, item)
    require_editable(item)
    reason = reason.strip()
    if len(reason) < 5:
        raise Refused(_("Write the reason in a few words."), field="reason", rule=rule)
    given, _made = ReasonGiven.objects.update_or_create(
        item=item,
        key=key[:200],
        defaults={"rule": rule, "reason": reason[:500], "by": by, "at": now},
        create_defaults={
            "institution_id": item.institution_id,
            "rule": rule,
            "reason": reason[:500],
            "by": by,
            "at": now,
        },
    )
    ledger.write(
        did="content.reason_given",
        by=by,
        to=item,
        at=now,
        words={"title": item.title, "rule": rule, "reason": given.reason},
    )
    return given


@transaction.atomic
def comment_on_passage(
    *, item: ContentItem, text: str, by: Member, now: datetime, field: str = "", quote: str = ""
) -> Note:
    """Comment on a passage of the current version, or on the whole. Raises Refused."""
    if item.institution_id != by.institution_id:
        raise Refused(_("This item belongs to another institution."))
    people.require(by, Permission.SEE_CALENDAR, now=now)
    if not text.strip():
        raise Refused(_("Write the comment."), field="comment")
    if item.current_id is None:
        raise Refused(_("There is nothing to comment on yet."))
    note = Note.objects.create(
        institution_id=item.institution_id,
        item=item,
        version_id=item.current_id,
        field=field[:60],
        quote=quote[:2000],
        text=text.strip(),
        by=by,
        at=now,
    )
    ledger.write(did="content.commented", by=by, to=item, at=now, words={"title": item.title})
    return note


@transaction.atomic
def resolve_comment(*, note: Note, by: Member, now: datetime) -> None:
    """Say that a comment is dealt with. Raises Refused."""
    if note.by_id != by.pk:
        policies.require_may_write(by, note.item)
    Note.objects.seen_by(by).filter(pk=note.pk, resolved_at__isnull=True).update(
        resolved_at=now, resolved_by=by
    )
