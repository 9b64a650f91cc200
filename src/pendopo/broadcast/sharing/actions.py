"""Making share kits, giving them to units, ending them; and counting who opens them."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.sharing import counting
from pendopo.broadcast.sharing.codes import new_code
from pendopo.broadcast.sharing.models import ShareAddress, ShareKit
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.models import OrgUnit
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission

TRIES: int = 5  # a code that somebody has already is as rare as a lottery's first prize


@transaction.atomic
def make_kit(*, item: ContentItem, note: str = "", by: Member, now: datetime) -> ShareKit:
    """A kit of what was approved, with its general address; the one there is, opened again. Raises Refused."""
    people.require(by, Permission.WRITE_CONTENT, now=now)
    if item.institution_id != by.institution_id:
        raise Refused(_("This item belongs to another institution."))
    if item.state not in {"approved", "published"}:
        raise Refused(_("Only what was approved is passed on. Have it approved first."))
    kit, is_new = ShareKit.objects.get_or_create(
        institution_id=item.institution_id,
        item=item,
        defaults={"note": note.strip()[:500], "by": by, "made_at": now},
    )
    if not is_new and kit.ended_at is None:
        return kit
    if is_new:
        _address(kit, None, now=now)
    else:
        ShareKit.objects.filter(pk=kit.pk).update(ended_at=None, note=note.strip()[:500] or kit.note)
        kit.refresh_from_db()
    ledger.write(did="sharing.kit_made", by=by, to=kit, at=now, words={"title": item.title})
    return kit


@transaction.atomic
def give_to_unit(*, kit: ShareKit, unit: OrgUnit, by: Member, now: datetime) -> ShareAddress:
    """An address of its own for a unit, so that it can be thanked; the one it has. Raises Refused."""
    people.require(by, Permission.WRITE_CONTENT, now=now)
    if {kit.institution_id, unit.institution_id} != {by.institution_id}:
        raise Refused(_("This belongs to another institution."))
    if kit.ended_at is not None:
        raise Refused(_("This kit has ended. Open it again first."))
    there = ShareAddress.objects.seen_by(by).filter(kit=kit, unit=unit).first()
    if there is not None:
        return there
    address = _address(kit, unit, now=now)
    ledger.write(
        did="sharing.given", by=by, to=kit, at=now, words={"title": kit.item.title, "unit": unit.called}
    )
    return address


@transaction.atomic
def write_note(*, kit: ShareKit, note: str, by: Member, now: datetime) -> None:
    """Say to colleagues why it matters. Raises Refused."""
    people.require(by, Permission.WRITE_CONTENT, now=now)
    if kit.institution_id != by.institution_id:
        raise Refused(_("This belongs to another institution."))
    ShareKit.objects.seen_by(by).filter(pk=kit.pk).update(note=note.strip()[:500])
    kit.refresh_from_db()
    ledger.write(did="sharing.note_written", by=by, to=kit, at=now, words={"title": kit.item.title})


@transaction.atomic
def end_kit(*, kit: ShareKit, by: Member, now: datetime) -> None:
    """Nobody is to pass it on any more; its addresses say so. Raises Refused."""
    people.require(by, Permission.WRITE_CONTENT, now=now)
    if kit.institution_id != by.institution_id:
        raise Refused(_("This belongs to another institution."))
    if ShareKit.objects.seen_by(by).filter(pk=kit.pk, ended_at__isnull=True).update(ended_at=now):
        ledger.write(did="sharing.kit_ended", by=by, to=kit, at=now, words={"title": kit.item.title})
        kit.refresh_from_db()


def count_visit(*, address: ShareAddress, visitor: str, now: datetime) -> bool:
    """Somebody opened an address; once a day. Nobody is signed in, and nobody is known by it."""
    return counting.note(address, counting.VISIT, visitor=visitor, now=now)


def count_copy(*, address: ShareAddress, place: int, visitor: str, now: datetime) -> bool:
    """Somebody copied the words of one place; once a day and place."""
    return counting.note(address, f"{counting.COPY}:{place}", visitor=visitor, now=now)


def _address(kit: ShareKit, unit: OrgUnit | None, *, now: datetime) -> ShareAddress:
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return ShareAddress.objects.create(
                    institution_id=kit.institution_id, kit=kit, unit=unit, code=new_code(), made_at=now
                )
        except IntegrityError:
            there = ShareAddress.objects.filter(kit=kit, unit=unit).first()
            if there is not None:
                return there  # a colleague was quicker
    raise Refused(_("No short address could be made. Try it again."))
