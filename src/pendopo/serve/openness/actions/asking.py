"""A request comes in, complete or not; the clock starts when all is there (R50)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import events, ledger, public_pages
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.links import actions as links
from pendopo.institution.links import queries as links_known
from pendopo.institution.models import Institution
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import actions as inbox_actions
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.inbox.models import Conversation
from pendopo.serve.openness import in_force, letters, policies, telling
from pendopo.serve.openness.actions.locking import locked
from pendopo.serve.openness.actions.numbering import next_number
from pendopo.serve.openness.asking import ASKED_FOR, Asked, new_code, sum_of_code
from pendopo.serve.openness.events import RequestRegistered
from pendopo.serve.openness.models import Applicant, PublicInfoRequest, RegisterHead
from pendopo.serve.openness.sealing import Identity
from pendopo.serve.openness.states import REQUEST, Channel, LetterKind, RequestState

# How long an applicant's link opens their page; by number and code they get another one at any time.
OWN_PAGE_LASTS: Final = timedelta(days=365)
DRAFT_LASTS: Final = timedelta(days=30)
# So long a form that is sent again shows once more what was shown once: a finger that trembles, a page loaded anew.
SHOWN_AGAIN: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Filed:
    """What whoever asked is told, once: the way back to their request."""

    request: PublicInfoRequest
    token: str
    code: str


@transaction.atomic
def draft_request(*, conversation: Conversation, by: Member, now: datetime) -> tuple[PublicInfoRequest, str]:
    """Make a draft out of what a citizen wrote: their words are its details, the rest is asked for by a link.

    Returns the draft and the token of the link that completes it. Raises Refused.
    """
    policies.require_may_draft(by, conversation, now=now)
    of_thread = PublicInfoRequest.objects.seen_by(by).filter(conversation=conversation)
    if of_thread.filter(state=RequestState.DRAFT).exists():
        raise Refused(_("There is a draft request from this conversation already. Open it and go on there."))
    thread = inbox.thread(conversation, viewer=by, now=now)
    said = [one.text for one in thread.said if not one.is_ours]
    drafted = PublicInfoRequest.objects.create(
        institution_id=by.institution_id,
        channel=Channel.CONVERSATION,
        conversation=conversation,
        details=said[-1] if said else "",
        asked_at=now,
    )
    _keep_applicant(drafted, Asked(identity=Identity(name=conversation.citizen.name)))
    ledger.write(did="openness.drafted", by=by, to=drafted, at=now)
    token = _link(drafted, by=by, lasts=DRAFT_LASTS, now=now)
    if thread.draft is None:
        # Whoever answers finds the answer begun; what they typed already stays.
        begun = _("This can be a request for public information. Please complete it here: %(link)s") % {
            "link": address_of_own_page(token)
        }
        inbox_actions.write_reply(conversation=conversation, text=begun, by=by, now=now)
    return drafted, token


@transaction.atomic
def file_request(*, institution: Institution, asked: Asked, now: datetime, key: UUID | None = None) -> Filed:
    """Somebody asks on the public pages. It is complete, or it is not taken. Raises Refused.

    A form with a `key` counts once, however often it is sent.
    """
    require_all_there(asked)
    try:
        made = _made(institution.pk, asked, channel=Channel.PORTAL, at=now, key=key)
    except IntegrityError:
        return filed_again(institution_id=institution.pk, key=key, now=now)
    return register(made, by=None, complete_at=now, now=now)


@transaction.atomic
def filed_again(*, institution_id: int, key: UUID | None, now: datetime) -> Filed:
    """What was shown once of the request that this form made, for as long as its page may still be loaded anew.

    Raises Refused where the form made none, or where that is long ago.
    """
    row = PublicInfoRequest.objects.filter(institution_id=institution_id, key=key, key__isnull=False).first()
    receipt = row.letters.filter(kind=LetterKind.RECEIPT).first() if row else None
    if row is None or receipt is None:
        raise Refused(_("This form was sent before. Open it anew to ask for something else."))
    if now - receipt.made_at > SHOWN_AGAIN:
        raise Refused(
            _("This request is registered already as %(number)s. Go on with its number and code.")
            % {"number": row.register_number}
        )
    return Filed(
        request=row,
        token=_link(row, by=None, lasts=OWN_PAGE_LASTS, now=now),
        code=receipt.words.get("code", ""),
    )


@transaction.atomic
def take_in_by_hand(
    *,
    asked: Asked,
    channel: str,
    received_at: datetime,
    by: Member,
    now: datetime,
    key: UUID | None = None,
) -> tuple[PublicInfoRequest, Filed | None]:
    """Enter what came to the counter or by letter; what is incomplete stays a draft. Raises Refused.

    A form with a `key` counts once, however often it is sent.
    """
    policies.require_may_handle(by, by, now=now)
    if channel not in {Channel.COUNTER, Channel.LETTER}:
        raise Refused(_("Choose how it came in."), field="channel")
    if received_at > now:
        raise Refused(_("It cannot have come in later than now."), field="received_at")
    try:
        taken = _made(by.institution_id, asked, channel=Channel(channel), at=received_at, key=key)
    except IntegrityError:
        before = PublicInfoRequest.objects.seen_by(by).get(key=key)
        if before.is_draft:
            return before, None
        return before, filed_again(institution_id=by.institution_id, key=key, now=now)
    if asked.missing:
        ledger.write(did="openness.drafted", by=by, to=taken, at=now)
        return taken, None
    return taken, register(taken, by=by, complete_at=received_at, now=now)


@transaction.atomic
def complete_request(
    *,
    request: PublicInfoRequest,
    asked: Asked,
    by: Member | None,
    now: datetime,
    key: UUID | None = None,
) -> Filed:
    """Fill in what was missing and start the clock; `by` None is whoever holds the link. Raises Refused.

    By the `key` of its form whoever filled it in is shown number and code once more (`filed_again`).
    """
    if by is not None:
        policies.require_may_handle(by, request, now=now)
    row = locked(request)
    if row.state != RequestState.DRAFT:
        raise Stale(_("This request is complete already."))
    require_all_there(asked)
    _keep_words(row, asked)
    row.key = key or row.key
    row.save(update_fields=["details", "purpose", "obtaining", "sending", "key"])
    _keep_applicant(row, asked)
    return register(row, by=by, complete_at=now, now=now)


@transaction.atomic
def give_new_link(*, request: PublicInfoRequest, by: Member, now: datetime) -> str:
    """A new link for the applicant; the ones before open nothing any more. Raises Refused."""
    if request.state == RequestState.DRAFT:
        policies.require_may_draft(by, request, now=now)
    else:
        policies.require_may_handle(by, request, now=now)
    links.revoke_all_of(
        subject=request,
        institution_id=request.institution_id,
        why=gettext_noop("A newer one was given. Use that."),
        by=by,
        now=now,
    )
    ledger.write(
        did="openness.link_given", by=by, to=request, at=now, words={"number": request.register_number}
    )
    is_draft = request.state == RequestState.DRAFT
    return _link(request, by=by, lasts=DRAFT_LASTS if is_draft else OWN_PAGE_LASTS, now=now)


def address_of_own_page(token: str) -> str:
    """Where the holder of a link reads their request, or completes it."""
    return links_known.address_of(public_pages.route("openness.own"), token)


@transaction.atomic
def come_back(*, request: PublicInfoRequest, now: datetime) -> str:
    """A link for whoever gave the right number and code."""
    return _link(request, by=None, lasts=timedelta(days=1), now=now)


def require_all_there(asked: Asked) -> None:
    """Raise Refused with the names of what is missing (R50)."""
    if missing := asked.missing:
        named = ", ".join(str(ASKED_FOR[name]) for name in missing)
        raise Refused(_("Still missing: %(what)s.") % {"what": named}, rule="R50", field=missing[0])


def register(request: PublicInfoRequest, *, by: Member | None, complete_at: datetime, now: datetime) -> Filed:
    """Give a complete request its number and start its clock, in the caller's transaction."""
    institution = request.institution
    calendar = structure.calendar_of(institution)
    clock = in_force.clock_on(institution.pk, calendar.zone.day_of(complete_at))
    due = clock.notice_due(calendar, complete_at)
    year = calendar.zone.day_of(now).year
    code = new_code()
    REQUEST.move(
        request,
        RequestState.REGISTERED,
        number=next_number(institution.pk, RegisterHead.Kind.REQUESTS, year),
        year=year,
        code_sum=sum_of_code(code),
        completed_at=complete_at,
        clock_version=clock.version,
        due_on=due.on,
        due_at=due.at,
        is_estimate=due.is_estimate,
    )
    letters.write(request, LetterKind.RECEIPT, by=by, now=now, code=code)
    # The link of the draft may stand in a public thread: from here on only who completed it has a way in.
    links.revoke_all_of(
        subject=request,
        institution_id=institution.pk,
        why=gettext_noop("The request is complete. Go on with its number and code."),
        by=by,
        now=now,
    )
    ledger.write(
        did="openness.registered",
        by=by,
        institution_id=institution.pk,
        to=request,
        at=now,
        words={"number": request.register_number, "due": due.on.isoformat()},
    )
    telling.registered(request, now=now)
    events.tell(RequestRegistered(institution_id=institution.pk, request_id=request.pk))
    return Filed(request=request, token=_link(request, by=by, lasts=OWN_PAGE_LASTS, now=now), code=code)


@transaction.atomic
def _made(
    institution_id: int, asked: Asked, *, channel: Channel, at: datetime, key: UUID | None
) -> PublicInfoRequest:
    made = PublicInfoRequest(institution_id=institution_id, channel=channel, asked_at=at, key=key)
    _keep_words(made, asked)
    made.save()
    _keep_applicant(made, asked)
    return made


def _keep_words(row: PublicInfoRequest, asked: Asked) -> None:
    row.details, row.purpose = asked.details.strip(), asked.purpose.strip()
    row.obtaining, row.sending = asked.obtaining, asked.sending


def _keep_applicant(request: PublicInfoRequest, asked: Asked) -> None:
    applicant = Applicant.objects.filter(request=request).first() or Applicant(
        institution_id=request.institution_id, request=request
    )
    applicant.kind, applicant.is_by_proxy = asked.kind, asked.is_by_proxy
    applicant.keep(asked.identity)
    applicant.save()


def _link(request: PublicInfoRequest, *, by: Member | None, lasts: timedelta, now: datetime) -> str:
    return links.give_link(
        purpose=links.Purpose.REQUEST,
        subject=request,
        institution_id=request.institution_id,
        by=by,
        lasts=lasts,
        now=now,
    )
