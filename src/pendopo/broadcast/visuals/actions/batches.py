"""One table, many cards: begun by a person, drawn one after another by the worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.broadcast.visuals import alt, catalog, filling, policies, printing, waking
from pendopo.broadcast.visuals.events import BatchDone
from pendopo.broadcast.visuals.models import Batch, BatchCard
from pendopo.broadcast.visuals.press.sizes import SIZES
from pendopo.broadcast.visuals.states import BATCH, BatchState
from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.foundation.pictures import ENDINGS
from pendopo.institution.models import Institution
from pendopo.institution.people.models import Member

CARDS_MOST: Final = 500


@transaction.atomic
def start_batch(
    *,
    design: str,
    title: str,
    size: str,
    rows: Sequence[Mapping[str, Any]],
    by: Member,
    now: datetime,
    numbers: Sequence[int] = (),
) -> Batch:
    """Have a card drawn of each row; `numbers` are the rows' own in their table. Raises Refused."""
    policies.require_may_make(by, now=now)
    known = catalog.design(design)
    if size not in known.sizes or SIZES[size].pages or SIZES[size].millimetres:
        raise Refused(_("Choose a size for screens."), field="size")
    if not rows:
        raise Refused(_("The table has no rows below its heading."), field="table")
    if len(rows) > CARDS_MOST:
        raise Refused(
            ngettext(
                "At most %(most)s card is drawn at once. Divide the table.",
                "At most %(most)s cards are drawn at once. Divide the table.",
                CARDS_MOST,
            )
            % {"most": CARDS_MOST},
            field="table",
        )
    batch = Batch.objects.create(
        institution_id=by.institution_id,
        design=known.key,
        title=" ".join(title.split())[:200] or str(known.description.name),
        size=size,
        total=len(rows),
        made_by=by,
        made_at=now,
    )
    BatchCard.objects.bulk_create(
        BatchCard(
            institution_id=by.institution_id,
            batch=batch,
            number=number,
            row=own,
            words=filling.words_for(known, row),
        )
        for number, (own, row) in enumerate(
            zip(numbers or range(1, len(rows) + 1), rows, strict=True), start=1
        )
    )
    ledger.write(
        did="visuals.batch_started",
        by=by,
        to=batch,
        at=now,
        words={"title": batch.title, "number": batch.total},
    )
    waking.draw_batch(batch)
    return batch


@transaction.atomic
def draw_next(*, batch_id: int, now: datetime) -> bool:
    """Draw the next card that is left; False when none is, or somebody stopped it.

    One card a transaction: a worker that dies loses the card it was at, and nothing else. Two workers at one batch wait
    for each other here, and draw no card twice.
    """
    batch = Batch.objects.select_for_update().select_related("institution").get(pk=batch_id)
    if batch.has_ended:
        return False
    if batch.state == BatchState.WAITING:
        BATCH.move(batch, BatchState.DRAWING, began_at=now)
    card = batch.cards.filter(looked_at__isnull=True).order_by("number").first()
    if card is not None:
        _draw(card, batch, batch.institution, now)
        Batch.objects.filter(pk=batch.pk).update(drawn=batch.drawn + 1)
        return True
    BATCH.move(batch, BatchState.DONE, ended_at=now)
    left_out = batch.cards.filter(file="").count()
    events.tell(
        BatchDone(
            institution_id=batch.institution_id,
            batch_id=batch.pk,
            member_id=batch.made_by_id,
            title=batch.title,
            drawn=batch.total - left_out,
            left_out=left_out,
        )
    )
    return False


def _draw(card: BatchCard, batch: Batch, institution: Institution, now: datetime) -> None:
    card.looked_at = now
    try:
        design = catalog.design(batch.design)
        filled = printing.card_of(design, card.words, institution)
        proof = printing.proof(filled, batch.size)
    except Refused as no:
        card.problems = [str(no)]
    else:
        card.problems = [one.words for one in proof.problems if not one.is_warning]
        if not card.problems:
            raw, kind = printing.finished(proof.drawn.pages[0], SIZES[batch.size])
            card.alt = alt.proposed(design, filled.words, institution.name)
            card.file.save(
                f"{batch.institution_id}/{batch.pk}/{card.number:03}.{ENDINGS[kind]}",
                ContentFile(raw),
                save=False,
            )
    card.save(update_fields=["looked_at", "problems", "file", "alt"])


@transaction.atomic
def stop_batch(*, batch: Batch, by: Member, now: datetime) -> None:
    """Draw no further; what was drawn stays. Raises Refused."""
    policies.require_may_make(by, now=now, of=batch)
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    if held.has_ended:
        return
    BATCH.move(held, BatchState.STOPPED, ended_at=now)
    batch.refresh_from_db()
    ledger.write(did="visuals.batch_stopped", by=by, to=batch, at=now, words={"title": batch.title})
