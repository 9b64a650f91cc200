"""What is public anyway: the list of public information, exempt information, the announcement, the yearly report."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member
from pendopo.institution.structure.models import OrgUnit
from pendopo.serve.openness import policies
from pendopo.serve.openness.events import ExemptListChanged
from pendopo.serve.openness.models import ExemptInformation, InfoPledge, PublicInformation, ServiceReport
from pendopo.serve.openness.states import EXEMPTION, Category, ExemptionState, Ground

TEST_WORDS: Final = ("number", "document", "part", "legal_basis", "analysis")
PLEDGE_WORDS: Final = ("legal_basis", "procedure", "time_needed", "cost", "guarantee", "evaluation")
REPORT_WORDS: Final = (
    "policy",
    "facilities",
    "staff",
    "budget",
    "obstacles_inside",
    "obstacles_outside",
    "recommendations",
    "follow_up",
)
FILE_MOST: Final = 20_000_000


@transaction.atomic
def list_information(
    *,
    title: str,
    summary: str,
    category: str,
    unit: OrgUnit,
    updated_on: date,
    by: Member,
    now: datetime,
    link: str = "",
    file: UploadedFile[Any] | None = None,
    entry: PublicInformation | None = None,
) -> PublicInformation:
    """Put something on the list of public information, or change its entry. Raises Refused."""
    policies.require_may_handle(by, entry or by, now=now)
    if category not in Category.values:
        raise Refused(_("Choose a category."), field="category")
    if not title.strip() or not summary.strip():
        raise Refused(_("Give it a title, and say what it holds."), field="title")
    if file is not None and (file.size or 0) > FILE_MOST:
        raise Refused(
            _("This file is larger than 20 MB. Put it on your website and give its address."), field="file"
        )
    kept = entry or PublicInformation(institution_id=by.institution_id, listed_at=now, listed_by=by)
    if not link and file is None and not kept.file:
        raise Refused(_("Say where it is: give its address, or the file itself."), field="link")
    kept.title, kept.summary, kept.category = title.strip()[:200], summary.strip(), category
    kept.unit, kept.updated_on, kept.link = unit, updated_on, link
    if file is not None:
        kept.file.save(file.name or "berkas", file, save=False)
    kept.save()
    ledger.write(
        did="openness.listing_changed" if entry else "openness.listed",
        by=by,
        to=kept,
        at=now,
        words={"title": kept.title},
    )
    return kept


@transaction.atomic
def take_off(*, entry: PublicInformation, why: str, by: Member, now: datetime) -> None:
    """Take something off the list; the entry and the reason stay. Raises Refused."""
    policies.require_may_handle(by, entry, now=now)
    if not why.strip():
        raise Refused(_("Write why it is taken off the list."), field="why")
    taken = PublicInformation.objects.seen_by(by).listed().filter(pk=entry.pk)
    if not taken.update(taken_off_at=now, taken_off_why=why.strip()[:300]):
        raise Stale(_("It is off the list already."))
    ledger.write(
        did="openness.taken_off", by=by, to=entry, at=now, words={"title": entry.title, "why": why.strip()}
    )


@transaction.atomic
def write_test(
    *,
    ground: str,
    exempt_from: date,
    by: Member,
    now: datetime,
    exempt_until: date | None = None,
    period_words: str = "",
    phrases: str = "",
    test: ExemptInformation | None = None,
    **words: str,
) -> ExemptInformation:
    """Write a consequence test: document, part, law and analysis (4.1). An approved one stays as it is.

    Raises Refused.
    """
    policies.require_may_handle(by, test or by, now=now)
    if ground not in Ground.values:
        raise Refused(_("Choose the letter of article 17 it falls under."), rule="R51", field="ground")
    for name in TEST_WORDS:
        if not words.get(name, "").strip():
            raise Refused(
                _("A consequence test names the document, the part, the law and what would follow."),
                rule="R51",
                field=name,
            )
    if exempt_until and exempt_until < exempt_from:
        raise Refused(_("It would end before it begins."), field="exempt_until")
    if test is not None and test.state != ExemptionState.DRAFT:
        raise Stale(_("This test is decided already. Write a new one."))
    same = ExemptInformation.objects.seen_by(by).filter(number=words["number"].strip())
    if (same.exclude(pk=test.pk) if test else same).exists():
        raise Refused(_("There is a test with this number already."), field="number")
    kept = test or ExemptInformation(institution_id=by.institution_id)
    for name in TEST_WORDS:
        setattr(kept, name, words[name].strip())
    kept.ground, kept.exempt_from, kept.exempt_until = ground, exempt_from, exempt_until
    kept.period_words, kept.phrases = period_words.strip(), phrases.strip()
    kept.written_by, kept.written_at = by, now
    kept.save()
    ledger.write(did="openness.test_written", by=by, to=kept, at=now, words={"number": kept.number})
    return kept


@transaction.atomic
def approve_test(*, test: ExemptInformation, by: Member, now: datetime) -> None:
    """The superior approves a test; from now on it may refuse, and its words stay unpublished (R15). Raises Refused."""
    policies.require_may_approve_test(by, test, now=now)
    if test.state != ExemptionState.DRAFT:
        raise Stale(_("This test is decided already."))
    EXEMPTION.move(test, ExemptionState.APPROVED, approved_by=by, approved_at=now)
    ledger.write(did="openness.test_approved", by=by, to=test, at=now, words={"number": test.number})
    events.tell(ExemptListChanged(institution_id=test.institution_id, by_id=by.pk))


@transaction.atomic
def lift(*, test: ExemptInformation, why: str, by: Member, now: datetime) -> None:
    """It is exempt no longer, or never was. Raises Refused."""
    policies.require_may_lift(by, test, now=now)
    if not why.strip():
        raise Refused(_("Write why it is exempt no longer."), field="why")
    if test.state == ExemptionState.LIFTED:
        raise Stale(_("It is lifted already."))
    EXEMPTION.move(test, ExemptionState.LIFTED, lifted_at=now, lifted_why=why.strip()[:300])
    ledger.write(
        did="openness.test_lifted", by=by, to=test, at=now, words={"number": test.number, "why": why.strip()}
    )
    events.tell(ExemptListChanged(institution_id=test.institution_id, by_id=by.pk))


@transaction.atomic
def announce(
    *, by: Member, now: datetime, audio_link: str = "", video_link: str = "", **words: str
) -> InfoPledge:
    """Publish the service announcement; the one before stays readable here (4.5). Raises Refused."""
    policies.require_may_handle(by, by, now=now)
    for name in PLEDGE_WORDS:
        if not words.get(name, "").strip():
            raise Refused(_("The announcement needs all six parts."), field=name)
    made = InfoPledge.objects.create(
        institution_id=by.institution_id,
        audio_link=audio_link,
        video_link=video_link,
        announced_at=now,
        announced_by=by,
        **{name: words[name].strip() for name in PLEDGE_WORDS},
    )
    ledger.write(did="openness.announced", by=by, to=made, at=now)
    return made


@transaction.atomic
def keep_report(*, year: int, by: Member, now: datetime, **words: str) -> ServiceReport:
    """Write what the yearly report says beside its figures (4.4). Raises Refused."""
    policies.require_may_handle(by, by, now=now)
    said: dict[str, Any] = {name: words.get(name, "").strip() for name in REPORT_WORDS}
    report, _is_new = ServiceReport.objects.get_or_create(
        institution_id=by.institution_id, year=year, defaults={**said, "changed_at": now}
    )
    if report.sent_on is not None:
        raise Stale(_("This report was sent already. It stays as it is."))
    ServiceReport.objects.filter(pk=report.pk).update(**said, changed_at=now)
    ledger.write(did="openness.report_kept", by=by, to=report, at=now, words={"year": year})
    return report


@transaction.atomic
def send_report(*, report: ServiceReport, on: date, by: Member, now: datetime) -> None:
    """Record that the Information Commission has it; from now on it stands on the public pages (R54). Raises Refused."""
    policies.require_may_handle(by, report, now=now)
    if not report.policy or not report.recommendations:
        raise Refused(_("Write at least the general policy and the recommendations first."), rule="R54")
    if not ServiceReport.objects.seen_by(by).filter(pk=report.pk, sent_on__isnull=True).update(sent_on=on):
        raise Stale(_("This report was sent already. It stays as it is."))
    ledger.write(did="openness.report_sent", by=by, to=report, at=now, words={"year": report.year})
