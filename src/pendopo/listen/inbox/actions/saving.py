"""Saved replies: what they quote is checked when they are kept, and looked at again when it changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger, quoting
from pendopo.foundation.errors import Refused
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.models import Quotation, SavedReply

GAP: Final = re.compile(r"\{([^{}\n]*)\}")
# Filled from the conversation itself.
OWN_GAPS: Final = frozenset({"nama", "kanal", "jam"})


@transaction.atomic
def save_saved_reply(
    *, title: str, text: str, saved: SavedReply | None = None, by: Member, now: datetime
) -> SavedReply:
    """Keep a sentence answers begin with, or change one. Raises Refused, also for a quote of nothing."""
    policies.require(by, Permission.REPLY, saved or by, now=now)
    title, text = title.strip(), text.strip()
    others = SavedReply.objects.seen_by(by).filter(title=title)
    if others.exclude(pk=saved.pk if saved else 0).exists():
        raise Refused(_("There is a saved reply with this title already."), field="title")
    _require_known_gaps(text, by)
    if saved is None:
        saved = SavedReply.objects.create(
            institution_id=by.institution_id, title=title, text=text, made_by=by, changed_at=now
        )
    else:
        SavedReply.objects.seen_by(by).filter(pk=saved.pk).update(title=title, text=text, changed_at=now)
        saved.refresh_from_db()
    Quotation.objects.seen_by(by).filter(saved=saved).delete()
    Quotation.objects.bulk_create(
        Quotation(institution_id=saved.institution_id, saved=saved, name=name)
        for name in dict.fromkeys(one.lower() for one in quoting.names_in(text))
    )
    return saved


@transaction.atomic
def remove_saved_reply(*, saved: SavedReply, by: Member, now: datetime) -> None:
    """Take a saved reply away. Raises Refused."""
    policies.require(by, Permission.REPLY, saved, now=now)
    SavedReply.objects.seen_by(by).filter(pk=saved.pk).delete()


@transaction.atomic
def confirm_saved_reply(*, saved: SavedReply, by: Member, now: datetime) -> None:
    """Say that it is still right, with what it quotes today. Raises Refused."""
    policies.require(by, Permission.REPLY, saved, now=now)
    if lost := _lost(saved.text, by.institution_id):
        raise Refused(
            _("“%(name)s” no longer holds. Change the reply so that it does not quote it.")
            % {"name": lost[0]}
        )
    flagged = Quotation.objects.seen_by(by).filter(saved=saved, changed_at__isnull=False)
    if flagged.update(changed_at=None):
        ledger.write(did="inbox.saved_confirmed", by=by, to=saved, at=now, words={"title": saved.title})


@transaction.atomic(savepoint=False)
def flag_quotes(*, institution_id: int, of: str, names: Iterable[str], now: datetime) -> None:
    """Hear that other words hold under these names: whoever quotes them is asked to look again.

    `of` says what changed, in words. Told again, nothing more happens.
    """
    quoted = Quotation.objects.filter(
        institution_id=institution_id, name__in=[name.lower() for name in names], changed_at__isnull=True
    )
    replies = list(
        SavedReply.objects.filter(
            institution_id=institution_id, pk__in=quoted.values("saved_id")
        ).select_related("made_by")
    )
    quoted.update(changed_at=now)
    owners: dict[int, list[str]] = {}
    for one in replies:
        for member_id in _owners(one):
            owners.setdefault(member_id, []).append(one.title)
    for member_id, titles in owners.items():
        notices.tell(
            institution_id=institution_id,
            to=[member_id],
            kind="inbox.quotes",
            title=Sentence(
                gettext_noop("“%(what)s” has changed: look again at the saved replies that quote it"),
                {"what": of},
            ),
            text=", ".join(titles)[:500],
            url=reverse("inbox:saved"),
            now=now,
        )


def _owners(saved: SavedReply) -> Iterable[int]:
    """Whoever made it; where they have left, those who look after answers."""
    if saved.made_by.left_at is None:
        return [saved.made_by_id]
    able = people.members_who_may(saved.institution_id, Permission.APPROVE_REPLY)
    return able.values_list("pk", flat=True)


def _require_known_gaps(text: str, by: Member) -> None:
    quoted = quoting.names_in(text)
    for gap in GAP.findall(text):
        if gap not in OWN_GAPS and gap not in quoted:
            raise Refused(
                _("“{%(gap)s}” is no gap that can be filled. Pick one from the list below the text.")
                % {"gap": gap},
                field="text",
            )
    if lost := _lost(text, by.institution_id):
        raise Refused(
            _("“{%(gap)s}” quotes nothing that holds today. Pick one from the list below the text.")
            % {"gap": lost[0]},
            field="text",
        )


def _lost(text: str, institution_id: int) -> list[str]:
    """What a text quotes that nobody answers for."""
    names = quoting.names_in(text)
    found = quoting.named(institution_id, names)
    return [name for name in names if name not in found]
