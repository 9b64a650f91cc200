"""Sending a person to a network's page of consent, and taking them in when they come back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.models import AppRegistration, PendingConsent
from pendopo.institution.accounts.outside import outside
from pendopo.institution.people import policies
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.networks.connecting import Asking, Connected, Network
from pendopo.networks.registry import NETWORKS

LASTS: Final = timedelta(minutes=30)
CONSENT: Final = "accounts.consent"
APP: Final = "accounts.app"


def begin(*, network: Network, typed: Mapping[str, str], by: Member, back: str, now: datetime) -> Asking:
    """Find the page of consent. Talks to the network: call it outside of any transaction.

    Raises Refused, or CannotConnect when the server does not answer as it should.
    """
    with acting_for(by.institution_id):
        policies.require(by, Permission.MANAGE_ACCOUNTS, now=now)
        known = _known_app(network, typed)
    if network.consent is None:
        raise TypeError(f"{network.name} asks no consent")
    asking = network.consent.begin(typed, redirect_uri=back, outside=outside(), app=known)
    with acting_for(by.institution_id):
        if asking.app and asking.app != known:
            AppRegistration.objects.update_or_create(
                network=network.name,
                server=_server(typed),
                defaults={"kept": _seal(f"{APP}:{network.name}:{_server(typed)}", asking.app)},
            )
        PendingConsent.objects.seen_by(by).filter(made_at__lt=now - LASTS).delete()
        PendingConsent.objects.create(
            institution_id=by.institution_id,
            member=by,
            network=network.name,
            state=asking.state,
            kept=_seal(f"{CONSENT}:{asking.state}", asking.kept),
            made_at=now,
        )
    return asking


def finish(*, answer: Mapping[str, str], by: Member, now: datetime) -> tuple[Network, Connected]:
    """Turn what the person came back with into an account that answers; the question counts once.

    Raises Refused or CannotConnect. Call it outside of any transaction.
    """
    with acting_for(by.institution_id):
        pending = (
            PendingConsent.objects.seen_by(by)
            .filter(member=by, state=answer.get("state", ""), made_at__gte=now - LASTS)
            .first()
        )
        if pending is None:
            raise Refused(
                _(
                    "This permission was asked for too long ago, or by someone else. Connect the account again."
                )
            )
        kept = json.loads(
            settings.PENDOPO_KEY_RING.open_text(bytes(pending.kept), f"{CONSENT}:{pending.state}")
        )
        pending.delete()
    network = NETWORKS[pending.network]
    if network.consent is None:
        raise TypeError(f"{network.name} asks no consent")
    return network, network.consent.finish(kept, answer, outside=outside())


def _server(typed: Mapping[str, str]) -> str:
    return typed.get("base", "").strip().casefold()[:300]


def _known_app(network: Network, typed: Mapping[str, str]) -> dict[str, str]:
    place = f"{APP}:{network.name}:{_server(typed)}"
    found = AppRegistration.objects.filter(network=network.name, server=_server(typed)).first()
    return json.loads(settings.PENDOPO_KEY_RING.open_text(bytes(found.kept), place)) if found else {}


def _seal(place: str, words: Mapping[str, str]) -> bytes:
    return settings.PENDOPO_KEY_RING.seal(json.dumps(dict(words)), place)
