"""Every read of the rules of the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q

from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.listen.rules.models import Proposal, Rule, RuleVersion, Trace, Trial
from pendopo.listen.rules.sentences import Names, then_said, when_said
from pendopo.listen.rules.states import ProposalState

A_PAGE: Final = 25
TRACES_SHOWN: Final = 20


@dataclass(frozen=True, kw_only=True)
class Said:
    """A rule with its sentence, its trial and what became of it."""

    rule: Rule
    version: RuleVersion
    when: tuple[str, ...]
    then: tuple[str, ...]
    trial: Trial | None
    acted: int = 0
    failed: int = 0


def rules(member: Member) -> list[Said]:
    """All rules in their order, in few questions however many there are."""
    rows = list(
        Rule.objects.seen_by(member).standing().select_related("current__owner__person", "current__trial")
    )
    counted = {
        version: (acted, failed)
        for version, acted, failed in Trace.objects.seen_by(member)
        .filter(version__in=[one.current_id for one in rows])
        .values_list("version")
        .annotate(acted=Count("id", filter=Q(trouble="")), failed=Count("id", filter=~Q(trouble="")))
        .order_by()
    }
    names = names_of(member)
    return [
        said(one, one.current, names, counted=counted.get(one.current.pk, (0, 0)))
        for one in rows
        if one.current is not None
    ]


def said(rule: Rule, version: RuleVersion, names: Names, *, counted: tuple[int, int] = (0, 0)) -> Said:
    """One version of a rule in words."""
    return Said(
        rule=rule,
        version=version,
        when=tuple(when_said(version.condition, names)),
        then=tuple(then_said(version.consequence, names)),
        trial=getattr(version, "trial", None),
        acted=counted[0],
        failed=counted[1],
    )


def names_of(member: Member) -> Names:
    """What the numbers in this institution's rules are called."""
    own = list(accounts.accounts(member.institution_id))
    return Names(
        networks={one.network: accounts.network_called(one) for one in own},
        accounts={one.pk: str(one) for one in own},
        units={one.pk: one.called for one in structure.units(member)},
        members={one.pk: one.name for one in people.members(member.institution_id)},
        labels={one.pk: one.name for one in inbox.labels(member)},
        saved={one.pk: one.title for one in inbox.saved_replies(member)},
    )


def version_in_force(rule: Rule) -> RuleVersion:
    """What a rule says now, with its owner and its trial."""
    return rule.versions.select_related("owner__person", "owner__institution", "trial").order_by("-number")[0]


def touched(member: Member, trial: Trial, *, before: int = 0) -> tuple[Sequence[Message], int]:
    """One page of what a trial would have touched, the newest first, and where the next page begins (0: nowhere)."""
    found = trial.messages.seen_by(member).select_related(
        "message__conversation__citizen", "message__account"
    )
    if before:
        found = found.filter(message_id__lt=before)
    rows = list(found.order_by("-message_id")[: A_PAGE + 1])
    page = [one.message for one in rows[:A_PAGE]]
    return page, page[-1].pk if len(rows) > A_PAGE else 0


def traces(member: Member, rule: Rule) -> Sequence[Trace]:
    """What a rule did of late, or could not do."""
    found = Trace.objects.seen_by(member).filter(version__rule=rule)
    return list(
        found.select_related("version", "message__conversation__citizen").order_by("-at", "-id")[
            :TRACES_SHOWN
        ]
    )


def proposals(member: Member, row: Conversation) -> Sequence[Proposal]:
    """What rules propose for a conversation and nobody has decided yet."""
    found = Proposal.objects.seen_by(member).filter(conversation=row, state=ProposalState.OPEN)
    return list(found.select_related("trace__version__rule", "trace__message", "saved").order_by("id"))
