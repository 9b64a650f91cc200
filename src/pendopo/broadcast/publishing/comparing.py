"""Whether what stands on a network is what was approved."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_noop

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.publishing import actions
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import DeliveryState
from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import queries as accounts
from pendopo.networks.contract import Ability, Draft, Gone, Limits, NotReachable, ReconnectNeeded

STANDS_FOR: Final = timedelta(minutes=2)  # before it is looked at
GIVEN_UP_AFTER: Final = timedelta(days=1)

IS_GONE = gettext_noop("It is not there any more.")
TEXT_DIFFERS = gettext_noop("The text differs.")
PICTURES_DIFFER = gettext_noop("The number of pictures differs.")


def compare(institution_id: int, delivery_id: int, *, now: datetime) -> None:
    """Fetch one post and write down whether it is what was approved. Where nobody answers, nothing is written."""
    with acting_for(institution_id):
        delivery = (
            Delivery.objects.select_related("account")
            .filter(pk=delivery_id, state=DeliveryState.PUBLISHED, compared_at__isnull=True)
            .first()
        )
        if delivery is None or delivery.version_id is None:
            return
        if not delivery.remote_id or accounts.network_of(delivery.account).by_hand is not None:
            actions.compared(delivery, how="", now=now)  # only a person could look
            return
        try:
            approved = content.sealed_draft(institution_id, delivery.version_id, delivery.account_id).draft
        except ObjectDoesNotExist:
            return
        limits = accounts.limits_of(delivery.account)
    try:
        there = accounts.connector_of(delivery.account).fetch(delivery.remote_id)
        how = difference(approved, there, limits)
    except Gone:
        how = IS_GONE
    except (NotReachable, ReconnectNeeded, SecretUnreadable):
        return
    with acting_for(institution_id):
        actions.compared(delivery, how=how, now=now)


def difference(approved: Draft, there: Draft, limits: Limits) -> str:
    """In which way they differ, '' when not. Networks add links, tags and paragraphs of their own around a text."""
    if _words(approved.text) not in _words(there.text):
        return TEXT_DIFFERS
    if limits.can(Ability.PICTURES) and there.pictures and len(there.pictures) != len(approved.pictures):
        return PICTURES_DIFFER
    return ""


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
