"""Who hears what about an item: whose turn it is, what came back, what nobody decided in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.broadcast.content.lanes import NEUTRALITY
from pendopo.broadcast.content.models import ContentItem, Crisis, ReviewStep
from pendopo.broadcast.content.policies import takes
from pendopo.broadcast.content.queries.review import approvers_in
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import PERMISSIONS, Permission, Role


def deciders(step: ReviewStep, *, besides: Iterable[int] = ()) -> list[int]:
    """The members whose turn a step is; a second person is somebody else than the first (R14)."""
    here = people.members(step.institution_id).in_role(*_roles(step))
    others = {*besides, *(approvers_in(step.run_id) if step.name == NEUTRALITY else ())}
    return [one.pk for one in here if takes(one, step.role) and one.pk not in others]


def _roles(step: ReviewStep) -> frozenset[Role]:
    match step.role:
        case Role.EDITOR:
            return PERMISSIONS[Permission.REVIEW_CONTENT]
        case Role.APPROVER:
            return PERMISSIONS[Permission.APPROVE_CONTENT]
        case _:
            return frozenset({Role(step.role)})


def turn(step: ReviewStep, item: ContentItem, *, besides: Iterable[int], now: datetime) -> None:
    """It is their turn: the link leads to the page where two taps decide."""
    notices.tell(
        institution_id=item.institution_id,
        to=deciders(step, besides=besides),
        kind="content.turn",
        title=Sentence(gettext_noop("“%(title)s” waits for your decision"), {"title": item.title}),
        text=Sentence(gettext_noop("Please decide until %(until)s."), {"until": step.due_at or now}),
        url=reverse("content:review", args=[item.pk]),
        urgent=step.run.lane in {"emergency", "crisis"},
        once=f"content.turn:{step.pk}",
        now=now,
    )


def reminder(step: ReviewStep, item: ContentItem, *, besides: Iterable[int], now: datetime) -> None:
    """The time is nearly up."""
    notices.tell(
        institution_id=item.institution_id,
        to=deciders(step, besides=besides),
        kind="content.reminder",
        title=Sentence(gettext_noop("“%(title)s” still waits for your decision"), {"title": item.title}),
        text=Sentence(gettext_noop("The time for it ends at %(until)s."), {"until": step.due_at or now}),
        url=reverse("content:review", args=[item.pk]),
        urgent=True,
        once=f"content.reminder:{step.pk}",
        now=now,
    )


def escalation(step: ReviewStep, item: ContentItem, *, now: datetime) -> None:
    """Nobody decided in time: the author, the approvers and the leader are told."""
    above = people.members(item.institution_id).in_role(Role.APPROVER, Role.LEADER)
    notices.tell(
        institution_id=item.institution_id,
        to={step.run.started_by_id, *above.values_list("pk", flat=True)},
        kind="content.overdue",
        title=Sentence(gettext_noop("Nobody decided about “%(title)s” in time"), {"title": item.title}),
        text=Sentence(
            gettext_noop("The step “%(step)s” was due at %(until)s."),
            {"step": step.label, "until": step.due_at or now},
        ),
        url=reverse("content:review", args=[item.pk]),
        urgent=True,
        once=f"content.overdue:{step.pk}",
        now=now,
    )


def returned(item: ContentItem, *, by: Member, comment: str, to: Iterable[int], now: datetime) -> None:
    """It came back to those who wrote it."""
    notices.tell(
        institution_id=item.institution_id,
        to=[one for one in to if one != by.pk],
        kind="content.returned",
        title=Sentence(gettext_noop("%(by)s returned “%(title)s”"), {"by": by.name, "title": item.title}),
        text=Sentence("%(comment)s", {"comment": comment[:300]}),
        url=reverse("content:compose", args=[item.pk]),
        now=now,
    )


def approved(item: ContentItem, *, by: Member, to: Iterable[int], now: datetime) -> None:
    """It may go out."""
    notices.tell(
        institution_id=item.institution_id,
        to=[one for one in to if one != by.pk],
        kind="content.approved",
        title=Sentence(gettext_noop("%(by)s approved “%(title)s”"), {"by": by.name, "title": item.title}),
        url=reverse("content:compose", args=[item.pk]),
        now=now,
    )


def approval_ended(item: ContentItem, *, why: str, to: Iterable[int], now: datetime) -> None:
    """The rules know more by now, and it does not go out as it is."""
    notices.tell(
        institution_id=item.institution_id,
        to=to,
        kind="content.approval_ended",
        title=Sentence(gettext_noop("“%(title)s” has to be approved again"), {"title": item.title}),
        text=Sentence("%(why)s", {"why": why[:300]}),
        url=reverse("content:compose", args=[item.pk]),
        urgent=True,
        now=now,
    )


def to_be_taken_down(item: ContentItem, *, by: Member, comment: str, now: datetime) -> None:
    """What was published first was not confirmed: whoever may take down has to look at it."""
    may = people.members_who_may(item.institution_id, Permission.TAKE_DOWN)
    notices.tell(
        institution_id=item.institution_id,
        to=may.values_list("pk", flat=True),
        kind="content.not_confirmed",
        title=Sentence(
            gettext_noop("%(by)s did not confirm “%(title)s”: take down what is out"),
            {"by": by.name, "title": item.title},
        ),
        text=Sentence("%(comment)s", {"comment": comment[:300]}),
        url=reverse("content:compose", args=[item.pk]),
        urgent=True,
        now=now,
    )


def crisis_began(crisis: Crisis, *, now: datetime) -> None:
    """Everybody who works here: what they write now stands beside it."""
    notices.tell(
        institution_id=crisis.institution_id,
        to=_everybody(crisis.institution_id),
        kind="content.crisis",
        title=Sentence(gettext_noop("The office is in a crisis: %(why)s"), {"why": crisis.why}),
        text=Sentence(gettext_noop("Ordinary posts wait until somebody has looked at each of them.")),
        url=reverse("content:crisis"),
        urgent=True,
        now=now,
    )


def crisis_ended(crisis: Crisis, *, now: datetime) -> None:
    """The same people."""
    notices.tell(
        institution_id=crisis.institution_id,
        to=_everybody(crisis.institution_id),
        kind="content.crisis_ended",
        title=Sentence(gettext_noop("The crisis is over: %(why)s"), {"why": crisis.ended_why}),
        text=Sentence(gettext_noop("What waited goes out at its time again; what is too late asks first.")),
        url=reverse("content:crisis"),
        now=now,
    )


def _everybody(institution_id: int) -> list[int]:
    here = people.members_who_may(institution_id, Permission.SEE_CALENDAR)
    return list(here.values_list("pk", flat=True))
