"""Opening a case: from what a citizen wrote, or from what was said over the counter."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure import queries as structure
from pendopo.institution.structure.models import Institution, OrgUnit
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox import queries as inbox_queries
from pendopo.listen.inbox.models import Conversation
from pendopo.serve.cases import codes, policies
from pendopo.serve.cases.actions import knowing
from pendopo.serve.cases.actions.acknowledging import acknowledge_by_itself
from pendopo.serve.cases.actions.story import note
from pendopo.serve.cases.clocks import Terms, national_on, promises
from pendopo.serve.cases.events import CaseOpened
from pendopo.serve.cases.models import Case, ClockVersion, Reporter
from pendopo.serve.cases.sealing import Contact, sealed
from pendopo.serve.cases.states import CaseKind, Channel

# How the inbox calls the ending of what became a case (R31).
ENDS_IN: Final = {
    CaseKind.COMPLAINT: "complaint",
    CaseKind.ASPIRATION: "aspiration",
    CaseKind.INQUIRY: "information",
}
HANDED_ON: Final = "referred"


@transaction.atomic
def open_case(
    *,
    kind: str,
    title: str,
    story: str,
    channel: str,
    conversation: Conversation | None = None,
    contact: Contact | None = None,
    supervisory_content: bool = False,
    reported_unit: OrgUnit | None = None,
    is_anonymous: bool = False,
    is_confidential: bool = False,
    happened_on: date | None = None,
    place: str = "",
    topic: str = "",
    unit: OrgUnit | None = None,
    urgent: bool = False,
    received_at: datetime | None = None,
    by: Member | None,
    institution_id: int | None = None,
    now: datetime,
) -> Case:
    """Open a case; its clocks run from `received_at`, when the citizen wrote or spoke. Raises Refused.

    `by` None means that the citizen did so on the public pages; the institution must then be named. `unit` is the
    one that probably answers, not asked yet; a matter of supervision begins without one (R33).
    """
    if by is not None:
        policies.require(by, Permission.HANDLE_CASES, conversation or by, now=now)
        institution_id = by.institution_id
    if not title.strip():
        raise Refused(_("Write in a few words what it is about."), field="title")
    if not story.strip():
        raise Refused(_("Write what happened, in the citizen's own words where you can."), field="story")
    received = received_at or now
    if received > now:
        raise Refused(_("It can't have come in the future. Check date and hour."), field="received_at")
    if unit is not None and unit.institution_id != institution_id:
        raise Refused(_("This belongs to another institution."), field="unit")
    if unit is not None and unit.closed_at is not None:
        raise Refused(_("This unit is closed. Choose another."), field="unit")
    house = structure.institution(institution_id or 0)
    members = (
        knowing.first_knowers(house.pk, reported_unit=reported_unit, opener=by) if supervisory_content else []
    )
    version = clocks_in_force(house, on=structure.zone_of(house).day_of(received), now=now)
    due = promises(
        Terms.read(version.terms),
        structure.calendar_of(house),
        received_at=received,
        kind=kind,
        supervisory=supervisory_content,
    )
    case = Case.objects.create(
        institution=house,
        code=codes.new_code(),
        check_value=codes.new_check_value(),
        kind=CaseKind(kind),
        supervisory_content=supervisory_content,
        is_anonymous=is_anonymous,
        is_confidential=is_confidential,
        channel=Channel(channel),
        title=title.strip()[:200],
        story=story.strip(),
        happened_on=happened_on,
        place=place.strip()[:200],
        topic=topic.strip()[:100],
        urgent=urgent,
        conversation=conversation,
        unit=None if supervisory_content else unit,
        reported_unit=reported_unit,
        keeper=by,
        clocks=version,
        is_estimate=due.is_estimate,
        received_at=received,
        opened_at=now,
        opened_by=by,
        acknowledge_by=due.acknowledge_by,
        verify_by=due.verify_by,
        follow_up_by=due.follow_up_by,
        resolve_by=due.resolve_by,
        known_to=sorted(one.pk for one in members) or None,
    )
    knowing.list_them(case, members, why=knowing.OPENED, by=by, now=now)
    mark = uuid.uuid4()
    Reporter.objects.create(
        institution=house,
        case=case,
        conversation=conversation,
        mark=mark,
        contact=sealed(contact, mark) if contact else None,
        joined_at=now,
    )
    if case.known_to is not None:
        knowing.shut_threads(case, case.known_to, by=by, now=now)
    note(case, "opened", now=now, by=by, told=True)
    if conversation is not None and by is not None:
        _end_conversation(conversation, case, by=by, now=now)
    ledger.write(
        did="cases.opened",
        by=by,
        institution_id=house.pk,
        to=case,
        at=now,
        words={"code": case.code, "kind": str(case.kind)},
    )
    events.tell(
        CaseOpened(
            institution_id=house.pk,
            case_id=case.pk,
            conversation_id=conversation.pk if conversation else None,
        )
    )
    acknowledge_by_itself(case, now=now)
    return case


def _end_conversation(conversation: Conversation, case: Case, *, by: Member, now: datetime) -> None:
    """What became a case has its ending (R31); its thread stays, and later answers go there."""
    row = inbox_queries.conversation(by, conversation.pk)
    if inbox_queries.is_settled(row):
        return
    words = _("Case %(code)s") % {"code": case.code}
    ending = ENDS_IN[CaseKind(case.kind)]
    try:
        with transaction.atomic():
            inbox.close(conversation=row, disposition=ending, reason=words, by=by, now=now)
    except Refused as no:
        if no.rule != "R37":
            raise
        # Somebody had only asked for a letter: the case does now what that answer did not.
        inbox.close(conversation=row, disposition=HANDED_ON, reason=words, by=by, now=now)


def clocks_in_force(house: Institution, *, on: date, now: datetime) -> ClockVersion:
    """The version of the clocks that counts for what came on a day; the nation's, where the office has none."""
    chosen = (
        ClockVersion.objects.filter(institution=house, switched_on_at__isnull=False, valid_from__lte=on)
        .exclude(valid_until__lt=on)
        .order_by("-valid_from")
        .first()
    )
    if chosen is not None:
        return chosen
    nation = national_on(on)
    # Two who open the first case at once meet the constraint: one row stands.
    ClockVersion.objects.bulk_create(
        [
            ClockVersion(
                institution=house,
                key=nation.key,
                title=nation.title,
                source=nation.source,
                valid_from=nation.valid_from,
                valid_until=nation.valid_until,
                terms=nation.terms.written(),
                made_at=now,
                switched_on_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    return ClockVersion.objects.get(
        institution=house, switched_on_at__isnull=False, valid_from=nation.valid_from
    )
