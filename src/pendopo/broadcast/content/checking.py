"""What the rules say about a composition: everything they ask for is gathered here, and nothing is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop

from pendopo.broadcast.content import office
from pendopo.broadcast.content.composition import Composition, PictureUse, Place, Said
from pendopo.broadcast.content.models import ContentItem, LaneRun, LinkCheck, Picture, ReasonGiven, Version
from pendopo.broadcast.content.models.library import Rights
from pendopo.broadcast.content.pictures import cut, kind_for
from pendopo.broadcast.content.rules import (
    Finding,
    Line,
    PictureFacts,
    Recent,
    Sentence,
    Severity,
    SourceFacts,
    Subject,
    Variant,
    checklist,
    examine,
    may_go_on,
)
from pendopo.broadcast.content.states import ItemState
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member
from pendopo.institution.structure.queries import calendar_of
from pendopo.networks import counting
from pendopo.networks.contract import Limits

PLAYFUL: Final = gettext_noop("This is marked as playful, and it would go out on a solemn day: %(day)s.")
PLAYFUL_IN_CRISIS: Final = gettext_noop("This is marked as playful, and the office is in a crisis.")
LOOKS_AROUND: Final = timedelta(days=60)  # as far as an office may set it for the rules of sameness
RECENTS_MAX: Final = 300
WHOLE_PICTURE: Final = Limits(text_max=0)  # for what no account shows yet


@dataclass(frozen=True, kw_only=True)
class Examined:
    """The findings of a composition, and how far they keep it from going on."""

    subject: Subject
    findings: tuple[Finding, ...]
    reasons: Mapping[str, ReasonGiven]

    @property
    def may_go_on(self) -> bool:
        """Nothing blocks, and every warning has its reason."""
        return may_go_on(self.findings, reasons=self.reasons)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.blocks)

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """Warnings that still need a reason."""
        return tuple(one for one in self.findings if one.needs_reason and one.key not in self.reasons)

    @property
    def is_about_neutrality(self) -> bool:
        """Whether an election is touched, so that a second person has to approve (R14)."""
        return any(one.rule == "R14" and one.needs_reason for one in self.findings)

    def checklist(self) -> tuple[Line, ...]:
        """The lines beside the composer."""
        return checklist(self.findings, self.subject, reasons=self.reasons)


def examined(item: ContentItem, composition: Composition, *, by: Member | None, now: datetime) -> Examined:
    """Let the rules look at a composition of an item as it would go out."""
    subject = subject_of(item, composition, by=by, now=now)
    findings = examine(subject, tuning=office.tuning_of(item.institution_id, now))
    return Examined(
        subject=subject,
        findings=tuple(sorted((*findings, *_playful(item, subject)), key=lambda one: one.severity.weight)),
        reasons={one.key: one for one in ReasonGiven.objects.filter(item=item).select_related("by__person")},
    )


def _playful(item: ContentItem, subject: Subject) -> tuple[Finding, ...]:
    """What its author calls playful needs a reason on a solemn day and in a crisis (R17)."""
    if not item.is_humorous:
        return ()
    if subject.office.in_crisis:
        sentence, about = Sentence(msgid=PLAYFUL_IN_CRISIS), "crisis"
    elif days := subject.office.solemn_days:
        sentence, about = Sentence(msgid=PLAYFUL, params={"day": days[0].name}), days[0].on.isoformat()
    else:
        return ()
    return (
        Finding(
            rule="R17", code="humour", severity=Severity.WARN, sentence=sentence, key=f"humour:flag-{about}"
        ),
    )


def subject_of(item: ContentItem, composition: Composition, *, by: Member | None, now: datetime) -> Subject:
    """Everything the rules want to know."""
    ids = [place.account_id for place in composition.places]
    known = {one.pk: one for one in accounts.accounts(item.institution_id).filter(pk__in=ids)}
    shown = Picture.objects.in_bulk(composition.picture_ids())
    zone = calendar_of(item.institution).zone
    places = [place for place in composition.places if place.account_id in known]
    due = {place.account_id: due_of(item, place) for place in places}
    days = {zone.day_of(at or now) for at in due.values()} or {zone.day_of(item.due_at or now)}
    words = composition.words
    return Subject(
        text=words.text,
        title=words.title,
        link=words.link,
        tags=words.tags,
        thread=words.thread,
        pictures=_facts(composition.pictures, shown, WHOLE_PICTURE),
        variants=tuple(
            _variant(composition.said(place), known[place.account_id], shown, due[place.account_id])
            for place in places
        ),
        sources=tuple(
            SourceFacts(kind=one.kind, reference=one.reference)
            for one in item.sources.all()
            if one.removed_at is None
        ),
        pillar=item.pillar.name if item.pillar else "",
        owner_unit=item.owner_unit.name if item.owner_unit else "",
        office=office.facts(item.institution, days),
        item_key=str(item.pk),
        corrects=item.corrects.stands_at if item.corrects else {},
        recents=_recents(item, min((at or now for at in due.values()), default=now)),
        last_used=_last_used(by, item) if by else frozenset(),
        link_statuses=_statuses(item.institution_id, composition),
        now=now,
    )


def due_of(item: ContentItem, place: Place) -> datetime | None:
    """When it is due on one account; None: as soon as it is approved."""
    return item.due_at + timedelta(minutes=place.offset_minutes) if item.due_at else None


def links_of(composition: Composition, *, whole: bool = False) -> frozenset[str]:
    """Every address in it; `whole`: without the one at the end of a text, which may still be being typed."""
    words = [composition.words, *(place.words for place in composition.places)]
    texts = [text for one in words for text in (one.text, *one.thread)]
    found = {
        link.url
        for text in texts
        for link in counting.links(text, bare=True)
        if not whole or link.end < len(text)
    }
    return frozenset(found | {one.link for one in words if one.link})


def _variant(
    said: Said, account: SocialAccount, shown: Mapping[int, Picture], due_at: datetime | None
) -> Variant:
    limits = accounts.limits_of(account)
    return Variant(
        account_key=str(account.pk),
        account_name=str(account),
        network=account.network,
        limits=limits,
        text=said.words.text,
        title=said.words.title,
        link=said.words.link,
        tags=said.words.tags,
        thread=said.words.thread,
        pictures=_facts(said.pictures, shown, limits),
        due_at=due_at,
        owner_unit=account.owner_unit.name if account.owner_unit else "",
    )


def _facts(
    uses: Iterable[PictureUse], shown: Mapping[int, Picture], limits: Limits
) -> tuple[PictureFacts, ...]:
    return tuple(_picture(use, shown[use.picture_id], limits) for use in uses if use.picture_id in shown)


def _picture(use: PictureUse, picture: Picture, limits: Limits) -> PictureFacts:
    """As it would be sent: renditions are made to fit, so their bytes never exceed what the network takes."""
    part = cut(picture.width, picture.height, use.focus, limits)
    return PictureFacts(
        key=str(picture.pk),
        kind=kind_for(picture.kind, limits),
        width=part.width,
        height=part.height,
        size=min(picture.size, limits.picture_bytes_max),
        alt=use.alt,
        shows_minor=picture.has_minor,
        shows_patient=picture.has_patient,
        consent_ref=str(picture.consent_id or ""),
        has_rights=picture.rights != Rights.UNKNOWN,
    )


def _recents(item: ContentItem, at: datetime) -> tuple[Recent, ...]:
    """What stands or is planned in the weeks around an instant."""
    near = (at - LOOKS_AROUND, at + LOOKS_AROUND)
    others = (
        Version.objects.filter(
            institution_id=item.institution_id,
            pk__in=ContentItem.objects.filter(
                Q(due_at__range=near) | Q(due_at__isnull=True, changed_at__range=near),
                institution_id=item.institution_id,
                state__in=[ItemState.IN_REVIEW, ItemState.APPROVED, ItemState.PUBLISHED],
            )
            .exclude(pk__in=[item.pk, item.corrects_id or 0])
            .values("current_id"),
        )
        .exclude(text="")
        .order_by("-id")
        .values_list(
            "item_id", "text", "item__title", "item__account_ids", "item__due_at", "item__published_at"
        )
    )
    return tuple(
        Recent.of(
            item_key=str(pk),
            text=text,
            title=title,
            account_keys=[str(account) for account in account_ids],
            at=due_at or published_at or at,
        )
        for pk, text, title, account_ids, due_at, published_at in others[:RECENTS_MAX]
    )


def _last_used(by: Member, item: ContentItem) -> frozenset[str]:
    """The accounts this person wrote for last."""
    last = (
        LaneRun.objects.filter(institution_id=by.institution_id, started_by=by)
        .exclude(item=item)
        .order_by("-id")
        .values_list("item__account_ids", flat=True)
        .first()
    )
    return frozenset(str(account) for account in last or ())


def _statuses(institution_id: int, composition: Composition) -> dict[str, int]:
    urls = links_of(composition)
    if not urls:
        return {}
    return dict(
        LinkCheck.objects.filter(institution_id=institution_id, url__in=urls).values_list("url", "status")
    )
