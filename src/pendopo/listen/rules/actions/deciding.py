"""A person's word on what a rule proposed: without it nothing is hidden, and an answer is only a beginning."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pendopo.foundation import ledger
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.rules import policies
from pendopo.listen.rules.models import Proposal
from pendopo.listen.rules.states import PROPOSAL, ProposalState


@transaction.atomic
def follow(*, proposal: Proposal, by: Member, now: datetime) -> None:
    """Hide what the rule proposed to hide, for its reason and in one's own name (R39). Raises Refused."""
    _require(proposal, by, now=now)
    PROPOSAL.require(proposal, ProposalState.TAKEN)
    PROPOSAL.move(proposal, ProposalState.TAKEN, decided_by=by, decided_at=now)
    if proposal.code:
        inbox.hide(message=proposal.trace.message, code=proposal.code, by=by, now=now)
    _write("rules.followed", proposal, by, now)


@transaction.atomic
def decline(*, proposal: Proposal, by: Member, now: datetime) -> None:
    """Say that the rule was wrong here. Raises Refused."""
    _require(proposal, by, now=now)
    PROPOSAL.require(proposal, ProposalState.DECLINED)
    PROPOSAL.move(proposal, ProposalState.DECLINED, decided_by=by, decided_at=now)
    _write("rules.declined", proposal, by, now)


def _require(proposal: Proposal, by: Member, *, now: datetime) -> None:
    permission = Permission.MODERATE if proposal.code else Permission.REPLY
    policies.require(by, permission, proposal, now=now)


def _write(did: str, proposal: Proposal, by: Member, now: datetime) -> None:
    name = proposal.trace.version.rule.name
    ledger.write(did=did, by=by, to=proposal.conversation, at=now, words={"name": name})
