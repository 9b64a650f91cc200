"""Labels: an office's own words for what conversations are about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.actions.touching import locked, touch
from pendopo.listen.inbox.models import Conversation, Label, Labelled


@transaction.atomic
def make_label(*, name: str, dye: int, by: Member, now: datetime) -> Label:
    """Another word to sort by. Raises Refused."""
    policies.require(by, Permission.MANAGE_INBOX_RULES, by, now=now)
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Write what the label says."), field="name")
    if Label.objects.seen_by(by).filter(name__iexact=name).exists():
        raise Refused(_("There is a label of this name already."), field="name")
    return Label.objects.create(institution_id=by.institution_id, name=name, dye=dye, made_by=by, made_at=now)


@transaction.atomic
def remove_label(*, label: Label, by: Member, now: datetime) -> None:
    """Take a label away, from every conversation. Raises Refused."""
    policies.require(by, Permission.MANAGE_INBOX_RULES, label, now=now)
    many = label.labelled.count()
    ledger.write(
        did="inbox.label_removed", by=by, to=label, at=now, words={"name": label.name, "number": many}
    )
    Label.objects.seen_by(by).filter(pk=label.pk).delete()


@transaction.atomic
def set_labels(*, conversation: Conversation, labels: Iterable[Label], by: Member, now: datetime) -> None:
    """Let exactly these labels stand on a conversation. Raises Refused."""
    policies.require(by, Permission.REPLY, conversation, now=now)
    row = locked(conversation)
    wanted = {one.pk for one in labels if one.institution_id == by.institution_id}
    standing = Labelled.objects.seen_by(by).filter(conversation=row)
    standing.exclude(label__in=wanted).delete()
    _put(row, wanted, by=by, now=now)


@transaction.atomic
def add_labels(*, conversation: Conversation, label_ids: Iterable[int], now: datetime) -> None:
    """Let the house itself put labels on a conversation; those that are gone, or stand there, change nothing."""
    row = locked(conversation)
    known = Label.objects.seen_by(row).filter(pk__in=list(label_ids)).values_list("pk", flat=True)
    _put(row, set(known), by=None, now=now)


def _put(row: Conversation, label_ids: set[int], *, by: Member | None, now: datetime) -> None:
    Labelled.objects.bulk_create(
        [
            Labelled(institution_id=row.institution_id, conversation=row, label_id=pk, by=by, at=now)
            for pk in sorted(label_ids)
        ],
        ignore_conflicts=True,
    )
    touch(row)
