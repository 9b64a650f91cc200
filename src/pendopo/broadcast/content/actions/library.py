"""The picture library: taking in, describing, recording consent, taking out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import pictures
from pendopo.broadcast.content.models import Consent, Folder, Picture
from pendopo.broadcast.content.models.library import ConsentKind
from pendopo.broadcast.content.queries.folders import Folders
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure.queries import zone_of

CHANGEABLE: Final = (
    "folder",
    "name",
    "alt",
    "focus_x",
    "focus_y",
    "rights",
    "source",
    "taken_on",
    "has_minor",
    "has_patient",
)


@transaction.atomic
def add_folder(*, name: str, by: Member, now: datetime, parent: Folder | None = None) -> Folder:
    """Put up a shelf. Raises Refused."""
    people.require(by, Permission.MANAGE_MEDIA, now=now)
    return Folder.objects.create(
        institution_id=by.institution_id,
        parent=parent,
        name=_free_name(name, by=by, parent=parent),
        made_by=by,
        made_at=now,
    )


@transaction.atomic
def change_folder(*, folder: Folder, name: str, parent: Folder | None, by: Member, now: datetime) -> None:
    """Rename a shelf, or put it into another with all that lies on it. Raises Refused."""
    people.require(by, Permission.MANAGE_MEDIA, now=now)
    # Two shelves are never put into each other: who moves one waits for whoever moves another.
    shelves = {one.pk: one for one in Folder.objects.seen_by(by).select_for_update()}
    if folder.pk not in shelves:
        raise Refused(_("This folder is not in the library any more."))
    if parent is not None and folder.pk in {one.pk for one in Folders(by_id=shelves).path(parent.pk)}:
        raise Refused(_("A folder can't be put into itself. Choose another one."), field="parent")
    folder.name, folder.parent = _free_name(name, by=by, parent=parent, but=folder), parent
    folder.save(update_fields=["name", "parent"])


@transaction.atomic
def remove_folder(*, folder: Folder, by: Member, now: datetime) -> None:
    """Take an empty shelf down. Raises Refused where something lies on it."""
    people.require(by, Permission.MANAGE_MEDIA, now=now)
    if folder.children.exists() or folder.pictures.kept().exists():
        raise Refused(_("Something is still in this folder. Move it elsewhere first."))
    folder.pictures.update(folder=None)  # what was taken out of the library long ago
    folder.delete()


def _free_name(name: str, *, by: Member, parent: Folder | None, but: Folder | None = None) -> str:
    """The name tidied; refused when there is none, or another shelf beside it has it."""
    name = " ".join(name.split())[:120]
    if not name:
        raise Refused(_("Give the folder a name."), field="name")
    others = Folder.objects.seen_by(by).filter(parent=parent, name=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused(_("There is a folder of this name already."), field="name")
    return name


@transaction.atomic
def add_picture(
    *,
    raw: bytes,
    name: str,
    by: Member,
    now: datetime,
    folder: Folder | None = None,
    alt: str = "",
    is_drawn: bool = False,
    **known: Any,
) -> Picture:
    """Take a picture in, without its place and device; the same picture again is the one we have.

    One that the house drew itself (`is_drawn`) is kept byte for byte.

    Raises Refused when it is no picture, or `by` may not add any.
    """
    people.require(by, Permission.MANAGE_MEDIA, now=now)
    if folder is not None and folder.institution_id != by.institution_id:
        raise Refused(_("This belongs to another institution."))
    taken = pictures.as_drawn(raw) if is_drawn else pictures.take_in(raw)
    there = Picture.objects.seen_by(by).kept().filter(sha256=taken.sha256).first()
    if there is not None:
        return there
    picture = Picture(
        institution_id=by.institution_id,
        folder=folder,
        name=(PurePath(name).stem or "gambar")[:200],
        sha256=taken.sha256,
        kind=taken.kind,
        width=taken.width,
        height=taken.height,
        size=len(taken.content),
        alt=alt.strip(),
        added_by=by,
        added_at=now,
        **known,
    )
    picture.file.save(
        f"{by.institution_id}/{taken.sha256}.{taken.ending}", ContentFile(taken.content), save=False
    )
    picture.save()
    ledger.write(
        did="content.picture_added",
        by=by,
        to=picture,
        at=now,
        words={"name": picture.name, "sha256": taken.sha256},
    )
    return picture


@transaction.atomic
def change_picture(*, picture: Picture, by: Member, now: datetime, **changes: Any) -> None:
    """Change what is known about a picture; versions keep the description they were saved with.

    Raises Refused.
    """
    people.require(by, Permission.MANAGE_MEDIA, now=now)
    if strangers := set(changes) - set(CHANGEABLE):
        raise TypeError(f"not to be changed: {sorted(strangers)}")
    changed = {name: value for name, value in changes.items() if getattr(picture, name) != value}
    if not changed:
        return
    if not Picture.objects.seen_by(by).kept().filter(pk=picture.pk).update(**changed):
        raise Refused(_("This picture is not in the library any more."))
    for name, value in changed.items():
        setattr(picture, name, value)
    named = ", ".join(str(getattr(Picture._meta.get_field(name), "verbose_name", name)) for name in changed)
    ledger.write(
        did="content.picture_changed",
        by=by,
        to=picture,
        at=now,
        words={"name": picture.name, "fields": named},
    )


@transaction.atomic
def record_consent(
    *,
    picture: Picture,
    people_shown: str,
    kind: ConsentKind,
    given_on: date,
    by: Member,
    now: datetime,
    scan: UploadedFile[bytes] | None = None,
) -> Consent:
    """Record that the people shown agreed (R16). Raises Refused."""
    people.require(by, Permission.MANAGE_MEDIA, now=now)
    if picture.institution_id != by.institution_id:
        raise Refused(_("This belongs to another institution."))
    if not people_shown.strip():
        raise Refused(_("Write who is shown, or whose parent agreed."), field="people_shown")
    if picture.has_minor and kind != ConsentKind.GUARDIAN:
        raise Refused(
            _("For a child a parent or guardian has to agree in writing."), rule="R16", field="kind"
        )
    if given_on > zone_of(by.institution).day_of(now):
        raise Refused(_("This day has not come yet."), field="given_on")
    consent = Consent.objects.create(
        institution_id=by.institution_id,
        people=people_shown.strip()[:300],
        kind=kind,
        given_on=given_on,
        scan=scan or "",
        recorded_by=by,
        recorded_at=now,
    )
    Picture.objects.seen_by(by).filter(pk=picture.pk).update(consent=consent)
    picture.consent = consent
    ledger.write(did="content.consent_recorded", by=by, to=picture, at=now, words={"name": picture.name})
    return consent


@transaction.atomic
def remove_picture(*, picture: Picture, by: Member, now: datetime) -> None:
    """Take a picture out of the library; what was written with it keeps it. Raises Refused."""
    people.require(by, Permission.MANAGE_MEDIA, now=now)
    if Picture.objects.seen_by(by).kept().filter(pk=picture.pk).update(removed_at=now):
        picture.removed_at = now
        ledger.write(did="content.picture_removed", by=by, to=picture, at=now, words={"name": picture.name})
