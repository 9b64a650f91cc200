"""What may be published: the approved version, sealed, as each network takes it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from pendopo.broadcast.content import pictures
from pendopo.broadcast.content.composition import PictureUse, Words
from pendopo.broadcast.content.models import ContentItem, LaneRun, Picture, Version
from pendopo.broadcast.content.seals import seal
from pendopo.broadcast.content.states import STANDS, RunState
from pendopo.institution.accounts import queries as accounts
from pendopo.networks.contract import Draft, Limits
from pendopo.networks.contract import Picture as SentPicture


@dataclass(frozen=True, kw_only=True)
class ApprovedPlacement:
    """One account of approved content. `due_at` None: as soon as possible."""

    account_id: int
    due_at: datetime | None
    seal: str
    order: int


@dataclass(frozen=True, kw_only=True)
class ApprovedContent:
    """What may be published, and when."""

    item_id: int
    version_id: int
    title: str
    late_minutes: int
    holds_until: datetime | None = None
    lane: str
    placements: tuple[ApprovedPlacement, ...]

    def cutoff(self, due_at: datetime) -> datetime:
        """Until when it is still useful on an account where it is due then."""
        late = due_at + timedelta(minutes=self.late_minutes)
        return min(late, self.holds_until) if self.holds_until else late


@dataclass(frozen=True, kw_only=True)
class SealedDraft:
    """What is sent to one account, and the seal of what was really read for it."""

    draft: Draft
    seal: str


def approved(institution_id: int, item_id: int) -> ApprovedContent | None:
    """The content of an item whose approval holds; None where it does not."""
    run = _standing_run(institution_id, item_id)
    if run is None:
        return None
    item = run.item
    return ApprovedContent(
        item_id=item.pk,
        version_id=run.version_id,
        title=item.title,
        late_minutes=item.late_minutes,
        holds_until=item.holds_until,
        lane=run.lane,
        placements=tuple(
            ApprovedPlacement(
                account_id=placement.account_id,
                due_at=item.due_at + timedelta(minutes=placement.offset_minutes) if item.due_at else None,
                seal=run.seals[str(placement.account_id)],
                order=placement.order,
            )
            for placement in run.version.placements.all()
        ),
    )


def window_of(institution_id: int, item_id: int, version_id: int) -> tuple[datetime, datetime] | None:
    """Between which instants exactly this version may go out (R11); None while its approval does not hold."""
    run = (
        LaneRun.objects.only("window_from", "window_until")
        .filter(
            institution_id=institution_id,
            item_id=item_id,
            version_id=version_id,
            state=RunState.APPROVED,
            item__state__in=STANDS,
            item__approved_version_id=version_id,
        )
        .first()
    )
    if run is None or run.window_from is None or run.window_until is None:
        return None
    return run.window_from, run.window_until


def has_ended(institution_id: int, item_id: int, *, now: datetime) -> bool:
    """Whether what an item says does not hold any more: then nobody may let it go out late."""
    return ContentItem.objects.filter(
        institution_id=institution_id, pk=item_id, holds_until__lte=now
    ).exists()


def sealed_draft(institution_id: int, version_id: int, account_id: int) -> SealedDraft:
    """What goes out to an account, its pictures cut to fit, and the seal computed from what was read now.

    Reads files and no network. The seal differs from the approved one when anything was changed behind
    the house's back, a picture's file included. Whether the approval still holds, `window_of` says.
    Raises LaneRun.DoesNotExist where the version was never approved or does not speak to this account.
    """
    run = (
        LaneRun.objects.select_related("item")
        .filter(institution_id=institution_id, version_id=version_id, approved_at__isnull=False)
        .order_by("-id")
        .first()
    )
    if run is None:
        raise LaneRun.DoesNotExist(f"version {version_id} was never approved")
    version = Version.objects.whole().get(institution_id=institution_id, pk=version_id)
    account = accounts.account(institution_id, account_id)
    composition = version.composition()
    place = composition.place(account_id)
    if place is None:
        raise LaneRun.DoesNotExist(f"version {version_id} does not speak to account {account_id}")
    said = composition.said(place)
    known = {placed.picture_id: placed.picture for placed in version.placed.all()}
    contents = {use.picture_id: content_of(known[use.picture_id]) for use in said.pictures}
    limits = accounts.limits_of(account)
    if run.window_from is None or run.window_until is None or run.approved_at is None:
        raise LaneRun.DoesNotExist(f"run {run.pk} has no window")
    words = said.words
    return SealedDraft(
        draft=Draft(
            text=words.text,
            made_at=run.approved_at,
            title=words.title,
            link=words.link,
            pictures=tuple(
                _sent(use, known[use.picture_id], contents[use.picture_id], limits) for use in said.pictures
            ),
            thread=words.thread,
            tags=words.tags,
        ),
        seal=seal(
            said,
            account_id=account_id,
            hashes={pk: hashlib.sha256(content).hexdigest() for pk, content in contents.items()},
            window=(run.window_from, run.window_until),
        ),
    )


def words_on(institution_id: int, version_id: int, account_id: int) -> Words:
    """What a version says on one account; empty words where it does not speak there."""
    version = Version.objects.whole().get(institution_id=institution_id, pk=version_id)
    composition = version.composition()
    place = composition.place(account_id)
    return composition.said(place).words if place else Words()


def content_of(picture: Picture) -> bytes:
    """The bytes of a picture as the library keeps it."""
    with picture.file.open("rb") as file:
        return bytes(file.read())


def _sent(use: PictureUse, picture: Picture, content: bytes, limits: Limits) -> SentPicture:
    made = pictures.rendition(
        content,
        sha256=hashlib.sha256(content).hexdigest(),
        kind=picture.kind,
        focus=use.focus,
        limits=limits,
    )
    return SentPicture(
        content=made.content,
        kind=made.kind,
        alt=use.alt,
        width=made.width,
        height=made.height,
        focus=use.focus,
        name=f"gambar-{picture.pk}.{made.ending}",
    )


def _standing_run(institution_id: int, item_id: int) -> LaneRun | None:
    run = (
        LaneRun.objects.filter(
            institution_id=institution_id,
            item_id=item_id,
            item__state__in=STANDS,
            state=RunState.APPROVED,
        )
        .select_related("item", "version")
        .prefetch_related("version__placements")
        .first()
    )
    return run if run is not None and run.item.approved_version_id == run.version_id else None
