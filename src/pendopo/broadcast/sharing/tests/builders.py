"""Share kits for tests, as short as they can be said."""

from __future__ import annotations

from datetime import timedelta

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.tests.builders import DUE
from pendopo.broadcast.content.tests.builders import NOW as WRITTEN_AT
from pendopo.broadcast.publishing import queries as publishing
from pendopo.broadcast.publishing.models import Delivery

NOW = WRITTEN_AT
AFTER = DUE + timedelta(minutes=5)  # its time has come
A_PHONE = "Mozilla/5.0 (Linux; Android 13) Mobile Safari/537.36"


def published(item: ContentItem, *, state: str = "published") -> None:
    """It stands on its account, or did."""
    url = "https://contoh.example/1"
    accounts = {str(pk): url for pk in item.account_ids} if state == "published" else {}
    ContentItem.objects.filter(pk=item.pk).update(state="published", published_at=DUE, stands_at=accounts)
    found = publishing.deliveries_of(item.institution_id, "content.item", item.pk)
    if not found.exists():
        Delivery.objects.create(
            institution_id=item.institution_id,
            kind="post",
            account_id=item.account_ids[0],
            queue="q",
            planned_for=DUE,
            due_at=DUE,
            made_at=NOW,
            origin="content.item",
            origin_id=item.pk,
            version_id=item.approved_version_id,
            state="published",
            published_at=DUE,
        )
    found.update(state=state, published_at=DUE)
