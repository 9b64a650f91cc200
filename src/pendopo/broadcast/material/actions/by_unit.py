"""What a unit does by its link and without an account: it adds piece by piece, and sends when it is ready.

Each piece is kept as soon as it arrives, so that a lost line loses nothing but the last one; each form counts once by
its key. Nobody is signed in: who came with the link may speak for the unit, under the name they give.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.broadcast.content.models.library import ConsentKind, Rights
from pendopo.broadcast.material import times
from pendopo.broadcast.material.actions.noting import about, enter, held, keepers
from pendopo.broadcast.material.events import MaterialCame
from pendopo.broadcast.material.models import MaterialRequest, Photo, Piece
from pendopo.broadcast.material.states import FLOW, MaterialState, PieceKind
from pendopo.foundation import events
from pendopo.foundation.errors import Refused
from pendopo.foundation.pictures import Taken
from pendopo.institution.links import actions as links
from pendopo.institution.links.models import Link
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence

PIECES_MOST: Final = 60
PHOTOS_MOST: Final = 12
WORDS_MOST: Final = 5000


@transaction.atomic
def note_seen(*, request: MaterialRequest, now: datetime) -> None:
    """The unit has opened what it was asked."""
    MaterialRequest.objects.seen_by(request).filter(pk=request.pk, seen_at__isnull=True).update(seen_at=now)


@transaction.atomic
def add_piece(
    *,
    request: MaterialRequest,
    kind: PieceKind,
    text: str,
    link: Link,
    key: uuid.UUID,
    now: datetime,
    value: str = "",
    source: str = "",
) -> None:
    """Keep one fact, number or name. Raises Refused; a number without its source is none (R13)."""
    if not links.count_post(link=link, key=key, now=now):
        return
    row = _open(request)
    text, value, source = (one.strip() for one in (text, value, source))
    match kind:
        case PieceKind.FIGURE:
            _require(value, "value", _("Write the number."))
            _require(text, "text", _("Write what the number counts."))
            _require(
                source, "source", _("Write where the number stands: the document, the system, the page.")
            )
        case PieceKind.NAME:
            _require(value, "value", _("Write the name exactly as it is spelled."))
        case _:
            _require(text, "text", _("Write what happened, in a sentence or two."))
    if row.pieces.count() >= PIECES_MOST:
        raise Refused(
            _(
                "That is a lot already, and more does not fit here. Tell the office the rest: its address is below."
            )
        )
    Piece.objects.create(
        institution_id=row.institution_id,
        request=row,
        kind=kind,
        text=text[:WORDS_MOST],
        value=value[:200],
        source=source[:500],
        added_at=now,
    )


@transaction.atomic
def add_photo(
    *,
    request: MaterialRequest,
    photo: Taken,
    shows: str,
    rights: Rights,
    source: str,
    link: Link,
    key: uuid.UUID,
    now: datetime,
    people: str = "",
    has_minor: bool = False,
    has_patient: bool = False,
    consent: str = "",
    consent_on: date | None = None,
    proof: Taken | None = None,
) -> None:
    """Keep one photo with who may show it and who agreed (R16). Raises Refused.

    Where a child or a patient can be recognised, the signed form has to be there: without it the photo stays away.
    """
    if not links.count_post(link=link, key=key, now=now):
        return
    row = _open(request)
    _require(shows.strip(), "shows", _("Write what is to be seen: for those who can't see the photo."))
    _require(source.strip(), "source", _("Write who took the photo, or where it comes from."))
    if consent or has_minor or has_patient:
        _require(people.strip(), "people", _("Write who is shown, so that their consent can be found again."))
        _require(consent, "consent", _("Say who agreed that this person is shown."), rule="R16")
        _require(consent_on, "consent_on", _("Say on which day they agreed."), rule="R16")
    if has_minor and consent != ConsentKind.GUARDIAN:
        raise Refused(
            _("For a child a parent or guardian has to agree in writing."), rule="R16", field="consent"
        )
    if has_minor or has_patient:
        _require(
            proof,
            "proof",
            _("Add a photo of the signed form. Without it a child or a patient can't be shown."),
            rule="R16",
        )
    if consent_on is not None and consent_on > times.calendar_of(row).zone.day_of(now):
        raise Refused(_("This day has not come yet."), field="consent_on")
    if row.photos.count() >= PHOTOS_MOST:
        raise Refused(_("At most %(number)s photos. Choose the best ones.") % {"number": PHOTOS_MOST})
    if row.photos.filter(sha256=photo.sha256).exists():
        return
    Photo.objects.create(
        institution_id=row.institution_id,
        request=row,
        file=_kept(row, photo),
        sha256=photo.sha256,
        kind=photo.kind,
        width=photo.width,
        height=photo.height,
        shows=shows.strip()[:1000],
        rights=rights,
        source=source.strip()[:200],
        people=people.strip()[:300],
        has_minor=has_minor,
        has_patient=has_patient,
        consent=consent,
        consent_on=consent_on if consent else None,
        proof=_kept(row, proof) if proof else "",
        added_at=now,
    )


@transaction.atomic
def take_back(
    *, request: MaterialRequest, link: Link, key: uuid.UUID, now: datetime, piece: int = 0, photo: int = 0
) -> None:
    """Take a piece or a photo away again, as long as it was not sent. Raises Refused."""
    if not links.count_post(link=link, key=key, now=now):
        return
    row = _open(request)
    gone, _each = row.pieces.not_sent().filter(pk=piece).delete()
    lost, _each = row.photos.not_sent().filter(pk=photo).delete()
    if not gone and not lost:
        raise Refused(_("This was sent already. Write to the office if something about it is wrong."))


@transaction.atomic
def send(
    *, request: MaterialRequest, said_by: str, is_partly: bool, link: Link, key: uuid.UUID, now: datetime
) -> None:
    """Send everything that was gathered. The office hears it at once. Raises Refused where there is nothing."""
    if not links.count_post(link=link, key=key, now=now):
        return
    row = _open(request)
    _require(said_by.strip(), "said_by", _("Write your name, so that the office knows whom to thank."))
    pieces = row.pieces.not_sent().update(sent_at=now)
    photos = row.photos.not_sent().update(sent_at=now)
    if not pieces and not photos:
        if row.state == MaterialState.ANSWERED:
            raise Refused(
                _("%(name)s has just sent everything. Nothing is left to send.") % {"name": row.said_by}
            )
        raise Refused(_("There is nothing to send yet. Add a sentence, a number or a photo first."))
    changes: dict[str, Any] = {"said_by": said_by.strip()[:150], "is_partly": is_partly, "remind_at": None}
    if row.answered_at is None:
        changes["answered_at"] = now
    if row.state == MaterialState.ANSWERED:
        MaterialRequest.objects.filter(pk=row.pk).update(**changes)
    else:
        FLOW.move(row, MaterialState.ANSWERED, **changes)
    enter(row, "material.came", now=now, pieces=pieces, photos=photos)
    events.tell(MaterialCame(**about(row, now=now), is_partly=is_partly))
    notices.tell(
        institution_id=row.institution_id,
        to=keepers(row),
        kind="material.came",
        title=Sentence(gettext_noop("%(unit)s has sent material"), {"unit": row.unit.called}),
        text=Sentence(
            gettext_noop("For “%(title)s”. Take it into a post in one touch."), {"title": row.title}
        ),
        url=reverse("material:request", args=[row.pk]),
        once=f"material.came:{row.pk}:{key}",
        now=now,
    )
    request.refresh_from_db()


def _open(request: MaterialRequest) -> MaterialRequest:
    row = held(request)
    if not row.takes_more:
        raise Refused(_("The office has what it needs, so nothing was changed. Thank you."))
    return row


def _require(said: object, field: str, no: str, *, rule: str = "") -> None:
    if not said:
        raise Refused(no, field=field, rule=rule)


def _kept(row: MaterialRequest, photo: Taken) -> str:
    place = f"material/{row.institution_id}/{photo.sha256}.{photo.ending}"
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(photo.content))
    return place
