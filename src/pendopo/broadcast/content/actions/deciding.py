"""From a draft through the steps of its lane to a sealed approval (R10, R11)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import checking, office, policies, queries, seals, telling
from pendopo.broadcast.content.actions.looking_again import lacks_a_second_person
from pendopo.broadcast.content.actions.sealing import drop_steps, held, live_run
from pendopo.broadcast.content.actions.writing import comment_on_passage
from pendopo.broadcast.content.composition import Composition
from pendopo.broadcast.content.events import ApprovalBroken, Approved, Returned, SubmittedForReview
from pendopo.broadcast.content.lanes import NEUTRALITY, SECOND_MINUTES, Lane, Step
from pendopo.broadcast.content.models import ContentItem, LaneRun, ReviewStep, Version
from pendopo.broadcast.content.queries.review import approvers_in
from pendopo.broadcast.content.states import FLOW, RUN, STANDS, STEP, ItemState, RunState, StepState
from pendopo.foundation import events, ledger
from pendopo.foundation.clock.words import moment
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.structure.queries import calendar_of

ONE_MINUTE = timedelta(minutes=1)
SECOND_PERSON = Step(name=NEUTRALITY, role=Role.APPROVER, minutes=SECOND_MINUTES)
SHORT = 12  # letters of a seal that a person compares


@transaction.atomic
def submit(*, item: ContentItem, by: Member, now: datetime, publish_first: bool = False) -> LaneRun:
    """Send the current version on its way through the item's lane.

    `publish_first`, in the emergency lane only and by whoever may take down: it goes out at once, and
    somebody else confirms it within the hour (R10). Raises Refused while something blocks it or a warning
    has no reason.
    """
    policies.require_may_write(by, item)
    people.require(by, Permission.SCHEDULE if publish_first else Permission.WRITE_CONTENT, now=now)
    held(item)
    if item.state not in {ItemState.DRAFT, ItemState.RETURNED}:
        raise Stale(_("This has been submitted already."))
    version = _current(item)
    composition = version.composition()
    examined = _require_ready(item, composition, by, now)
    lane = office.lane_of(item.institution_id, item.lane)
    if publish_first:
        if not lane.first:
            raise Refused(_("Only the emergency lane publishes before its approval."), rule="R10")
        if not policies.may_publish_first(by):
            raise Refused(
                _("Only the duty officer, an approver or a leader publishes before the approval."), rule="R10"
            )
    steps = lane.steps
    if examined.is_about_neutrality:
        steps = (*steps, SECOND_PERSON)
    run = _begun(item, version, lane, steps, by, now, publish_first=publish_first)
    if publish_first:
        # It goes out now, whatever time was planned: that is what the lane is for.
        item.due_at = None
        item.save(update_fields=["due_at"])
        _seal(item, run, composition, version, lane, by, now, did="content.published_first")
        _tell_turn(item, run, now)
        return run
    FLOW.move(item, ItemState.IN_REVIEW, changed_at=now)
    ledger.write(
        did="content.submitted",
        by=by,
        to=item,
        at=now,
        words={"title": item.title, "number": version.number, "lane": lane.key},
    )
    events.tell(SubmittedForReview(institution_id=item.institution_id, item_id=item.pk, run_id=run.pk))
    _tell_turn(item, run, now)
    return run


def _current(item: ContentItem) -> Version:
    if item.current_id is None:
        raise Refused(_("There is nothing written yet."))
    return Version.objects.whole().get(pk=item.current_id)


def _require_ready(
    item: ContentItem, composition: Composition, by: Member, now: datetime
) -> checking.Examined:
    if not composition.places:
        raise Refused(_("Choose at least one account to publish to."), field="accounts")
    if item.due_at is not None and item.last_instant is not None and item.last_instant < now:
        raise Refused(_("The planned time has passed. Choose a new one."), field="due_at")
    _require_holding(item, now, item.due_at)
    examined = checking.examined(item, composition, by=by, now=now)
    _require_unblocked(examined)
    if examined.unexplained:
        first = examined.unexplained[0]
        raise Refused(
            _("Mend this or give a reason: %(finding)s") % {"finding": first.sentence.said(_)},
            rule=first.rule,
        )
    return examined


def _require_unblocked(examined: checking.Examined) -> None:
    if examined.blocking:
        first = examined.blocking[0]
        raise Refused(
            _("This keeps it from going on: %(finding)s") % {"finding": first.sentence.said(_)},
            rule=first.rule,
        )


def _begun(
    item: ContentItem,
    version: Version,
    lane: Lane,
    steps: tuple[Step, ...],
    by: Member,
    now: datetime,
    *,
    publish_first: bool,
) -> LaneRun:
    run = LaneRun.objects.create(
        institution_id=item.institution_id,
        item=item,
        version=version,
        lane=lane.key,
        published_first=publish_first,
        started_by=by,
        started_at=now,
    )
    calendar = calendar_of(item.institution)
    for number, step in enumerate(steps, start=1):
        _queue(run, step, number)
    first = run.steps.get(number=1)
    STEP.move(first, StepState.WAITING, began_at=now, due_at=lane.due(now, first.minutes, calendar))
    return run


def _queue(run: LaneRun, step: Step, number: int) -> None:
    ReviewStep.objects.create(
        institution_id=run.institution_id,
        run=run,
        number=number,
        name=step.name,
        role=step.role,
        minutes=step.minutes,
        state=StepState.QUEUED,
    )


@transaction.atomic
def approve(
    *, step: ReviewStep, by: Member, now: datetime, comment: str = "", due_at: datetime | None = None
) -> None:
    """Say yes to a step; the last yes seals what was read and lets it be published at its time.

    Nobody decides about their own words (R10); an approval needs a letter (R02). A yes that comes after
    the planned time does not publish late: it asks for a new one, given as `due_at`. Raises Refused.
    """
    item = held(step.run.item)
    run = live_run(item)
    if run is None or run.pk != step.run_id or run.version_id != item.current_id:
        raise Stale(_("This has just been changed by someone else. Look at it again before you go on."))
    _require_decider(step, item, by, now)
    is_last = not run.steps.filter(state=StepState.QUEUED).exists()
    if is_last and not run.published_first:
        _require_in_time(item, now, due_at)
        _require_holding(item, now, due_at or item.due_at)
    STEP.move(step, StepState.APPROVED, decided_by=by, decided_at=now, comment=comment.strip())
    if not is_last:
        _go_on(step, item, run, by, now)
        return
    if run.published_first:
        ledger.write(did="content.confirmed", by=by, to=item, at=now, words={"title": item.title})
        return
    version = _current(item)
    composition = version.composition()
    if due_at is not None:
        item.due_at = due_at
        item.save(update_fields=["due_at"])
    looked = checking.examined(item, composition, by=None, now=now)
    _require_unblocked(looked)
    if lacks_a_second_person(run, looked):
        # The election period was recorded, or it was moved into one, while it waited (R14).
        _queue(run, SECOND_PERSON, step.number + 1)
        _go_on(step, item, run, by, now)
        return
    lane = office.lane_of(item.institution_id, run.lane)
    _seal(item, run, composition, version, lane, by, now, did="content.approved")
    telling.approved(item, by=by, to={item.made_by_id, run.started_by_id}, now=now)


def _require_decider(step: ReviewStep, item: ContentItem, by: Member, now: datetime) -> None:
    writers = set(queries.writers(item))
    if step.run.published_first:
        writers.add(step.run.started_by_id)
    if why := policies.why_not_decide(by, step, writers=writers, decided=approvers_in(step.run_id)):
        raise Refused(why, rule="R10")
    policies.require_letter_to_decide(by, step, now=now)


def _require_in_time(item: ContentItem, now: datetime, due_at: datetime | None) -> None:
    """The first of its accounts must not be due already."""
    if due_at is not None:
        if _earliest(item, due_at) < now - ONE_MINUTE:
            raise Refused(_("This time has passed. Choose a later one."), field="due_at")
        return
    if item.due_at is not None and _earliest(item, item.due_at) < now:
        raise Refused(
            _(
                "The planned time has passed while this waited. It is not published late by itself: "
                "choose a new time and approve again."
            ),
            rule="late",
            field="due_at",
        )


def _require_holding(item: ContentItem, now: datetime, due_at: datetime | None) -> None:
    """What it says must still hold when it goes out: an ended warning frightens people for nothing."""
    if item.holds_until is not None and max(now, due_at or now) >= item.holds_until:
        raise Refused(
            _("What this says held only until %(at)s. It is not published any more: withdraw it.")
            % {"at": moment(item.holds_until, here(), language())},
            rule="ended",
        )


def _earliest(item: ContentItem, due_at: datetime) -> datetime:
    offsets = item.current.placements.values_list("offset_minutes", flat=True) if item.current else ()
    return due_at + timedelta(minutes=min([0, *offsets]))


def _go_on(step: ReviewStep, item: ContentItem, run: LaneRun, by: Member, now: datetime) -> None:
    """It is the next one's turn."""
    following = run.steps.filter(state=StepState.QUEUED).order_by("number")[0]
    lane = office.lane_of(item.institution_id, run.lane)
    calendar = calendar_of(item.institution)
    STEP.move(following, StepState.WAITING, began_at=now, due_at=lane.due(now, following.minutes, calendar))
    ledger.write(
        did="content.step_approved",
        by=by,
        to=item,
        at=now,
        words={"title": item.title, "step": step.label, "number": run.version.number},
    )
    events.tell(SubmittedForReview(institution_id=item.institution_id, item_id=item.pk, run_id=run.pk))
    _tell_turn(item, run, now)


def _tell_turn(item: ContentItem, run: LaneRun, now: datetime) -> None:
    step = run.steps.select_related("run").get(state=StepState.WAITING)
    telling.turn(step, item, besides={*queries.writers(item), run.started_by_id}, now=now)


def _seal(
    item: ContentItem,
    run: LaneRun,
    composition: Composition,
    version: Version,
    lane: Lane,
    by: Member,
    now: datetime,
    *,
    did: str,
) -> None:
    offsets = [timedelta(minutes=place.offset_minutes) for place in composition.places]
    window = lane.window(item.due_at, now, offsets)
    if item.holds_until is not None:
        window = window[0], min(window[1], item.holds_until)
    sealed = seals.seals(composition, hashes=version.hashes(), window=window)
    seal = seals.whole(sealed)
    RUN.move(
        run,
        RunState.APPROVED,
        approved_at=now,
        approved_by=by,
        window_from=window[0],
        window_until=window[1],
        seals={str(account): one for account, one in sealed.items()},
        seal=seal,
    )
    FLOW.move(item, ItemState.APPROVED, approved_version=version, changed_at=now)
    ledger.write(
        did=did,
        by=by,
        to=item,
        at=now,
        words={
            "title": item.title,
            "number": version.number,
            "seal": seal[:SHORT],
            "whole_seal": seal,
            "window": [at.isoformat() for at in window],
        },
    )
    events.tell(
        Approved(
            institution_id=item.institution_id,
            item_id=item.pk,
            version_id=version.pk,
            by_id=by.pk,
            at=now,
        )
    )


@transaction.atomic
def return_with_comment(
    *,
    step: ReviewStep,
    comment: str,
    by: Member,
    now: datetime,
    field: str = "",
    quote: str = "",
) -> None:
    """Send it back to its author with a comment, on a passage or on the whole. Raises Refused.

    What was published first and is not confirmed loses its approval: what is not out yet stays in, and
    what is out has to be taken down by hand.
    """
    if not comment.strip():
        raise Refused(_("Write what has to be changed."), field="comment")
    item = held(step.run.item)
    run = live_run(item)
    if run is None or run.pk != step.run_id:
        raise Stale(_("This has just been changed by someone else. Look at it again before you go on."))
    if by.institution_id != item.institution_id or not policies.takes(by, step.role):
        raise Refused(
            policies.why_not_decide(by, step, writers=()) or _("Somebody else has to decide about it.")
        )
    STEP.move(step, StepState.RETURNED, decided_by=by, decided_at=now, comment=comment.strip())
    RUN.move(run, RunState.RETURNED, ended_at=now, ended_why=comment.strip()[:500])
    drop_steps(run)
    was_approved = item.state in STANDS
    if item.state != ItemState.PUBLISHED:
        FLOW.move(item, ItemState.RETURNED, approved_version_id=None, changed_at=now)
    comment_on_passage(item=item, text=comment, by=by, now=now, field=field, quote=quote)
    ledger.write(
        did="content.returned",
        by=by,
        to=item,
        at=now,
        words={"title": item.title, "comment": comment.strip()[:500]},
    )
    telling.returned(
        item, by=by, comment=comment, to={item.made_by_id, run.started_by_id, *queries.writers(item)}, now=now
    )
    if run.published_first:
        telling.to_be_taken_down(item, by=by, comment=comment, now=now)
    if was_approved:
        events.tell(
            ApprovalBroken(
                institution_id=item.institution_id,
                item_id=item.pk,
                why=_("Returned after it was published first."),
            )
        )
    events.tell(Returned(institution_id=item.institution_id, item_id=item.pk, by_id=by.pk))
