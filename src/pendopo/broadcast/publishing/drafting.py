"""What a delivery says, in a network's words. Reads files and the database, no network."""

from __future__ import annotations

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.publishing.models import Delivery
from pendopo.networks.contract import Draft


def draft_of(delivery: Delivery) -> Draft:
    """What is said. Raises ObjectDoesNotExist where its version was never approved for this account."""
    draft, _seal = _read(delivery)
    return draft


def sealed_draft_of(delivery: Delivery) -> Draft | None:
    """What is said; None when it is not what was approved (R11). Raises as `draft_of`."""
    draft, seal = _read(delivery)
    return draft if seal == delivery.seal else None


def _read(delivery: Delivery) -> tuple[Draft, str]:
    if delivery.version_id is None:
        said = delivery.said
        draft = Draft(
            text=str(said.get("text", "")),
            made_at=delivery.made_at,
            in_reply_to=str(said.get("in_reply_to", "")),
            root=str(said.get("root", "")),
        )
        return draft, delivery.seal
    sealed = content.sealed_draft(delivery.institution_id, delivery.version_id, delivery.account_id)
    return sealed.draft, sealed.seal
