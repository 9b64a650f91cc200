"""What a unit sent becomes a content item: its words a draft, its numbers sources, its photos pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content import queries as contents
from pendopo.broadcast.content.actions import Composition, PictureUse, Words
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.models.library import ConsentKind, Picture
from pendopo.broadcast.content.models.words import SourceKind
from pendopo.broadcast.material import policies
from pendopo.broadcast.material.actions.noting import about, enter, held
from pendopo.broadcast.material.events import MaterialTaken
from pendopo.broadcast.material.models import MaterialRequest, Photo, Piece
from pendopo.broadcast.material.states import FLOW, MaterialState, PieceKind
from pendopo.foundation import events
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


@transaction.atomic
def take_in(
    *, request: MaterialRequest, by: Member, now: datetime, item: ContentItem | None = None
) -> ContentItem:
    """Make a draft of it, or add it to an item that is being written. Raises Refused, or Stale.

    Its sentences become the draft's words, each number a source, each photo a picture of the library with its
    description, rights and consent. What was taken in before stays as it is.
    """
    policies.require_may_ask(by, request, now=now)
    people.require(by, Permission.MANAGE_MEDIA, now=now)
    row = held(request)
    FLOW.require(row, MaterialState.TAKEN_IN)
    pieces = list(row.pieces.sent().filter(taken_at__isnull=True))
    photos = list(row.photos.sent().filter(picture__isnull=True))
    pictures = [_hung(row, photo, by=by, now=now) for photo in photos]
    taken = _written(row, pieces, pictures, item=item, by=by, now=now)
    _cite(row, pieces, taken, by=by, now=now)
    row.pieces.filter(pk__in=[one.pk for one in pieces]).update(taken_at=now)
    FLOW.move(row, MaterialState.TAKEN_IN, item=taken, taken_at=now)
    enter(row, "material.taken_in", by=by, now=now)
    events.tell(MaterialTaken(**about(row, now=now), item_id=taken.pk))
    request.refresh_from_db()
    return taken


def _hung(row: MaterialRequest, photo: Photo, *, by: Member, now: datetime) -> Picture:
    """The photo as a picture of the library, with who agreed to be shown."""
    with default_storage.open(str(photo.file.name)) as file:
        raw = file.read()
    picture = content.add_picture(
        raw=raw,
        name=f"{row.title} {photo.pk}",
        alt=photo.shows,
        rights=photo.rights,
        source=photo.source,
        has_minor=photo.has_minor,
        has_patient=photo.has_patient,
        by=by,
        now=now,
    )
    # The same photo may have been here before, without anybody having said whom it shows.
    told = {name: True for name in ("has_minor", "has_patient") if getattr(photo, name)}
    content.change_picture(picture=picture, by=by, now=now, **told)
    if photo.consent and photo.consent_on and picture.consent_id is None:
        content.record_consent(
            picture=picture,
            people_shown=photo.people,
            kind=ConsentKind(photo.consent),
            given_on=photo.consent_on,
            scan=_proof(photo),
            by=by,
            now=now,
        )
    Photo.objects.filter(pk=photo.pk).update(picture=picture)
    return picture


def _proof(photo: Photo) -> SimpleUploadedFile | None:
    if not photo.proof:
        return None
    name = str(photo.proof.name)
    with default_storage.open(name) as file:
        return SimpleUploadedFile(name.rpartition("/")[2], file.read())


def _written(
    row: MaterialRequest,
    pieces: Sequence[Piece],
    pictures: Sequence[Picture],
    *,
    item: ContentItem | None,
    by: Member,
    now: datetime,
) -> ContentItem:
    words = in_words(pieces)
    uses = tuple(PictureUse(picture_id=one.pk, alt=one.alt) for one in pictures)
    if item is None:
        composition = Composition(words=Words(text=words), pictures=uses)
        return content.start_item(title=row.title, composition=composition, by=by, now=now)
    if contents.working_copy(item, by) is not None:
        raise Refused(_("You have words in that item which are not saved. Open it and save them first."))
    stands = item.current.composition() if item.current else Composition()
    text = "\n\n".join(part for part in (stands.words.text, words) if part)
    there = {use.picture_id for use in stands.pictures}
    added = replace(
        stands,
        words=replace(stands.words, text=text),
        pictures=(*stands.pictures, *(use for use in uses if use.picture_id not in there)),
    )
    content.save_draft(item=item, composition=added, by=by, now=now, based_on=item.current_id)
    return item


def in_words(pieces: Sequence[Piece]) -> str:
    """The draft: what happened, then the numbers in a list."""
    facts = [one.text for one in pieces if one.kind == PieceKind.FACT]
    figures = [f"- {one.text}: {one.value}" for one in pieces if one.kind == PieceKind.FIGURE]
    return "\n\n".join([*facts, *(["\n".join(figures)] if figures else [])])


def _cite(
    row: MaterialRequest, pieces: Sequence[Piece], item: ContentItem, *, by: Member, now: datetime
) -> None:
    """Each number with where it stands; what the unit says in its own words, with who said it (R13)."""
    for one in pieces:
        if one.kind == PieceKind.FIGURE:
            content.add_source(
                item=item,
                kind=SourceKind.LINK
                if one.source.startswith(("https://", "http://"))
                else SourceKind.DOCUMENT,
                reference=one.source,
                statement=f"{one.text}: {one.value}",
                by=by,
                now=now,
            )
    stated = [
        f"{one.value} ({one.text})" if one.text and one.kind == PieceKind.NAME else one.value or one.text
        for one in pieces
        if one.kind != PieceKind.FIGURE
    ]
    if stated:
        content.add_source(
            item=item,
            kind=SourceKind.PERSON,
            reference=f"{row.said_by}, {row.unit.name}",
            statement="\n".join(stated),
            by=by,
            now=now,
        )
