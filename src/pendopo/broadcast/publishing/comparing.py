"""Whether what stands on a network is what was approved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_noop

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.publishing import actions
from pendopo.broadcast.publishing.drafting import draft_of
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState
from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import queries as accounts
from pendopo.networks.contract import (
    Ability,
    Connector,
    Draft,
    Gone,
    Limits,
    NotReachable,
    ReconnectNeeded,
    Sent,
)

STANDS_FOR: Final = timedelta(minutes=2)  # before it is looked at
GIVEN_UP_AFTER: Final = timedelta(days=1)

IS_GONE = gettext_noop("It is not there any more.")
TEXT_DIFFERS = gettext_noop("The text differs.")
TITLE_DIFFERS = gettext_noop("The title differs.")
LINK_DIFFERS = gettext_noop("The link differs.")
PICTURES_DIFFER = gettext_noop("The number of pictures differs.")
NO_LONGER_APPROVED = gettext_noop("Its approval ended while it was being sent.")
ALTS_DIFFER = gettext_noop("The alt texts differ.")


def compare(institution_id: int, delivery_id: int, *, now: datetime) -> None:
    """Fetch one post and write down whether it is what was approved. Where nobody answers, nothing is written."""
    with acting_for(institution_id):
        delivery = (
            Delivery.objects.select_related("account")
            .filter(pk=delivery_id, state=DeliveryState.PUBLISHED, compared_at__isnull=True)
            .first()
        )
        if delivery is None:
            return
        if accounts.network_of(delivery.account).by_hand is not None:
            actions.compared(delivery, how="", now=now)  # only a person could look
            return
        if delivery.version_id and not content.window_of(
            institution_id, delivery.origin_id, delivery.version_id
        ):
            # Withdrawn or changed while it was on its way: it could not be called back (R11).
            actions.compared(delivery, how=NO_LONGER_APPROVED, now=now)
            return
        try:
            approved = draft_of(delivery)
            connector = accounts.connector_of(delivery.account)
        except (ObjectDoesNotExist, SecretUnreadable):
            return
    try:
        name = None if delivery.remote_id else _name(delivery, approved, connector)
        known = name or Sent(remote_id=delivery.remote_id, url="", part_ids=tuple(delivery.part_ids))
        how = ""
        if known.remote_id:
            there, *further = (connector.fetch(one) for one in (known.remote_id, *known.part_ids))
            how = difference(approved, there, connector.limits, further=further)
    except Gone:
        how = IS_GONE
    except (NotReachable, ReconnectNeeded):
        return
    with acting_for(institution_id):
        if name:
            actions.named(delivery, name)
        actions.compared(delivery, how=how, now=now)


def _name(delivery: Delivery, approved: Draft, connector: Connector) -> Sent | None:
    """What the network calls what a person saw there. None where it can't be searched, or finds nothing."""
    found = connector.find(
        approved, key=str(delivery.key), since=delivery.may_stand_since, progress=delivery.progress
    )
    return found if isinstance(found, Sent) else None


def difference(approved: Draft, there: Draft, limits: Limits, *, further: Sequence[Draft] = ()) -> str:
    """In which way they differ, '' when not. Networks add links, tags and paragraphs of their own around a text.

    `further` are the posts that follow in a thread; a network without threads shows them below the first one.
    """
    whole = _words(" ".join([there.text, *there.thread]))
    parts = [_words(one.text) for one in further] if further else [whole] * len(approved.thread)
    if _words(approved.text) not in whole or len(parts) != len(approved.thread):
        return TEXT_DIFFERS
    if any(_words(said) not in part for said, part in zip(approved.thread, parts, strict=True)):
        return TEXT_DIFFERS
    if limits.can(Ability.TITLE) and _words(approved.title) not in _words(there.title):
        return TITLE_DIFFERS
    if _words(approved.link) not in _words(f"{there.link} {there.text}"):
        return LINK_DIFFERS
    if limits.can(Ability.PICTURES) and len(there.pictures) != len(approved.pictures):
        return PICTURES_DIFFER
    told = [_words(picture.alt) for picture in there.pictures]
    if limits.can(Ability.ALT_TEXT) and told != [_words(one.alt) for one in approved.pictures]:
        return ALTS_DIFFER
    return ""


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
