"""The draft of a warning, and the duty officer's phone."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.actions import Composition, Place, Words
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.models.words import SourceKind
from pendopo.broadcast.visuals import actions as visuals
from pendopo.broadcast.visuals import queries as cards
from pendopo.foundation import events, ledger
from pendopo.foundation.clock.words import moment
from pendopo.foundation.errors import Refused
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.roster import queries as roster
from pendopo.institution.structure import queries as structure
from pendopo.listen.watch import policies, wording
from pendopo.listen.watch.events import WarningRead
from pendopo.listen.watch.models import OfficialWarning
from pendopo.listen.watch.states import WARNING, WarningState
from pendopo.networks import counting
from pendopo.networks.contract import Draft

logger = logging.getLogger(__name__)

LANE: Final = "emergency"
CARD: Final = "warning"
CARD_SIZE: Final = "portrait"
NO_CARD: Final = gettext_noop("The card could not be drawn; the words are there. Make it by hand.")
NO_OWNER: Final = gettext_noop("Nobody answers for this source any more. Switch it off and on again.")
UNFORESEEN: Final = gettext_noop("Something went wrong here. An administrator finds it in the log.")


def draft(warning: OfficialWarning, *, now: datetime) -> None:
    """Make its draft and tell whoever is on duty. A draft that can't be made never loses the warning."""
    trouble = ""
    try:
        with transaction.atomic():
            item = _begin(warning, _answering_for(warning), now=now)
            WARNING.move(warning, WarningState.DRAFTED, item=item, drafted_at=now)
    except Refused as no:
        trouble = str(no)
    except Exception:  # whatever is wrong with the draft, people are told of the warning
        logger.exception("warning %s", warning.pk)
        trouble = str(_(UNFORESEEN))
    if trouble:
        warning.refresh_from_db()
        OfficialWarning.objects.filter(pk=warning.pk).update(trouble=trouble[:1000])
        warning.trouble = trouble[:1000]
    ledger.write(
        did="watch.undrafted" if trouble else "watch.drafted",
        by=None,
        institution_id=warning.institution_id,
        to=warning,
        at=now,
        words={"headline": warning.headline, "why": trouble},
    )
    tell_duty(
        warning,
        title=gettext_noop("All clear: %(headline)s")
        if warning.is_all_clear
        else gettext_noop("Update: %(headline)s")
        if warning.follows_id
        else gettext_noop("Warning: %(headline)s"),
        text=gettext_noop("It could not become a draft by itself. Write it now; it holds until %(at)s.")
        if trouble
        else gettext_noop("A draft is waiting in the emergency lane. It holds until %(at)s."),
        now=now,
    )
    events.tell(
        WarningRead(
            institution_id=warning.institution_id,
            warning_id=warning.pk,
            item_id=warning.item_id,
            headline=warning.headline,
            at=now,
        )
    )


@transaction.atomic
def draft_by_hand(*, warning: OfficialWarning, by: Member, now: datetime) -> ContentItem:
    """Begin the draft that nothing could begin by itself, as it would have been, in the name of `by`. Raises Refused."""
    policies.require(by, Permission.READ_WATCH, warning, now=now)
    if warning.state != WarningState.UNDRAFTED or warning.ends_at <= now:
        raise Refused(_("This warning needs no draft any more."))
    OfficialWarning.objects.filter(pk=warning.pk).update(trouble="")
    item = _begin(warning, by, now=now)
    WARNING.move(warning, WarningState.DRAFTED, item=item, drafted_at=now)
    ledger.write(did="watch.drafted_by_hand", by=by, to=warning, at=now, words={"headline": warning.headline})
    return item


def _answering_for(warning: OfficialWarning) -> Member:
    """In the name of whoever answers for the source it is drafted, so that the duty officer may decide about it (R10)."""
    owner = warning.feed.owner
    if owner is None or owner.left_at is not None:
        raise Refused(_(NO_OWNER))
    return owner


def _begin(warning: OfficialWarning, owner: Member, *, now: datetime) -> ContentItem:
    zone = structure.zone_of(structure.institution(warning.institution_id))
    words, short = wording.words_of(warning, zone), wording.short_words_of(warning, zone)
    places = tuple(_place(one, words, short, now=now) for one in _accounts_of(owner))
    item = content.start_item(
        title=wording.title_of(warning),
        composition=Composition(words=words, places=places),
        lane=LANE,
        holds_until=warning.ends_at,
        by=owner,
        now=now,
    )
    content.add_source(
        item=item,
        kind=SourceKind.LINK,
        reference=warning.url,
        statement=f"{warning.stated.get('sender') or ''}, {moment(warning.sent_at, zone, wording.LANGUAGE)}".strip(
            ", "
        ),
        by=owner,
        now=now,
    )
    _hang_card(warning, item, wording.card_of(warning, zone), owner, now=now)
    return item


def _hang_card(
    warning: OfficialWarning, item: ContentItem, words: dict[str, Any], owner: Member, *, now: datetime
) -> None:
    """The filled card: each account's picture in the size that suits its network, all other sizes following at once.

    A card that can't be drawn leaves the words as they are: they are what cannot wait.
    """
    try:
        with transaction.atomic():
            visual = visuals.start_visual(
                design=CARD,
                title=wording.title_of(warning),
                words=words,
                by=owner,
                now=now,
                origin="watch.warning",
                origin_id=warning.pk,
            )
            visuals.use_in_item(
                visual=visual,
                item=item,
                sizes=[CARD_SIZE],
                instead=_sizes_of(owner),
                draws_on=True,
                by=owner,
                now=now,
            )
    except Refused as no:
        trouble = str(no)
    except Exception:  # whatever is wrong with the card, the words wait in the emergency lane
        logger.exception("card of warning %s", warning.pk)
        trouble = str(_(NO_CARD))
    else:
        return
    OfficialWarning.objects.filter(pk=warning.pk).update(trouble=trouble[:1000])


def _accounts_of(owner: Member) -> list[SocialAccount]:
    """Those of the owner's unit and of no unit; another unit's accounts are added by a person (R18)."""
    found = list(accounts.open_accounts(owner.institution_id))
    if owner.unit_id is None:
        return found
    return [one for one in found if one.owner_unit_id in {None, owner.unit_id}] or found


def _sizes_of(owner: Member) -> dict[int, str]:
    """The size of the card for each account."""
    return {
        one.pk: cards.size_suiting(CARD, accounts.limits_of(one).picture_shape) for one in _accounts_of(owner)
    }


def _place(account: SocialAccount, words: Words, short: Words, *, now: datetime) -> Place:
    """Where the whole text does not fit, the short one is said."""
    limits = accounts.limits_of(account)
    said = counting.as_said(Draft(text=words.text, made_at=now, link=words.link), limits)
    if counting.fits(said, limits):
        return Place(account_id=account.pk)
    return Place(account_id=account.pk, follows_words=False, words=short)


def tell_duty(warning: OfficialWarning, *, title: str, text: str, now: datetime) -> None:
    """Whoever is on duty; duty officers and approvers where nobody is."""
    notices.tell(
        institution_id=warning.institution_id,
        to=[one.pk for one in _whom(warning, now)],
        kind="watch.warning",
        title=Sentence(title, {"headline": warning.headline}),
        text=Sentence(text, {"at": warning.ends_at}),
        url=reverse("watch:warning", args=[warning.pk]),
        urgent=True,
        once=f"watch.warning:{warning.pk}",
        now=now,
    )


def _whom(warning: OfficialWarning, now: datetime) -> list[Member]:
    on_duty = list(roster.on_duty(structure.institution(warning.institution_id), now))
    if on_duty:
        return on_duty
    return list(people.members(warning.institution_id).in_role(Role.DUTY_OFFICER, Role.APPROVER))
