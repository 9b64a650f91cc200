"""Content for tests, as short as it can be said."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from django.urls import reverse
from PIL import Image

from pendopo.broadcast.content import actions
from pendopo.broadcast.content.checking import examined
from pendopo.broadcast.content.composition import Composition, PictureUse, Place, Words
from pendopo.broadcast.content.models import ContentItem, Picture, ReviewStep
from pendopo.broadcast.content.queries.review import waiting_step
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)  # Wednesday, 10.00 WIB: the office is open
DUE = NOW + timedelta(hours=26)  # Thursday, 12.00 WIB
TEXT = "Air bersih kembali mengalir di Desa Sukamaju. Terima kasih atas kesabaran Anda."


def a_composition(*accounts: SocialAccount, text: str = TEXT, **words: object) -> Composition:
    pictures = words.pop("pictures", ())
    return Composition(
        words=Words(text=text, **words),
        pictures=tuple(pictures),
        places=tuple(Place(account_id=account.pk) for account in accounts),
    )


def an_item(
    by: Member,
    *accounts: SocialAccount,
    text: str = TEXT,
    due_at: datetime | None = DUE,
    now: datetime = NOW,
    pictures: tuple[PictureUse, ...] = (),
    **details: object,
) -> ContentItem:
    """A draft with one version for these accounts."""
    return actions.start_item(
        title=str(details.pop("title", "Air bersih")),
        composition=a_composition(*accounts, text=text, pictures=pictures),
        due_at=due_at,
        by=by,
        now=now,
        **details,
    )


def explained(item: ContentItem, by: Member, now: datetime = NOW) -> ContentItem:
    """The same item, with a reason for everything the rules warn of."""

    version = item.versions.model.objects.whole().get(pk=item.current_id)
    for finding in examined(item, version.composition(), by=by, now=now).unexplained:
        actions.give_reason(
            item=item, key=finding.key, rule=finding.rule, reason="Sudah diperiksa.", by=by, now=now
        )
    return item


def submitted(by: Member, *accounts: SocialAccount, now: datetime = NOW, **about: object) -> ContentItem:
    """An item on its way through its lane."""
    item = explained(an_item(by, *accounts, now=now, **about), by, now)
    actions.submit(item=item, by=by, now=now)
    return item


def its_step(item: ContentItem) -> ReviewStep:
    step = waiting_step(item)
    assert step is not None
    return step


def an_approved_item(
    by: Member, *accounts: SocialAccount, approver: Member | None = None, now: datetime = NOW, **about: object
) -> ContentItem:
    """An item whose approval holds."""
    approver = approver or a_member(by.institution, Role.APPROVER, name="Kepala")
    item = submitted(by, *accounts, now=now, **about)
    while step := waiting_step(item):
        actions.approve(step=step, by=approver, now=now)
        item.refresh_from_db()
    return item


def jpeg(width: int = 800, height: int = 600, *, colour: str = "teal", exif: bytes | None = None) -> bytes:
    into = io.BytesIO()
    extra = {"exif": exif} if exif else {}
    Image.new("RGB", (width, height), colour).save(into, "JPEG", **extra)
    return into.getvalue()


def a_picture(
    by: Member, *, now: datetime = NOW, alt: str = "Warga mengisi ember dari keran umum", **about
) -> Picture:
    size = about.pop("size", (800, 600))
    return actions.add_picture(
        raw=jpeg(*size, colour=about.pop("colour", "teal")),
        name="keran.jpg",
        alt=alt,
        by=by,
        now=now,
        **about,
    )


def use(picture: Picture, alt: str | None = None) -> PictureUse:
    return PictureUse(picture_id=picture.pk, alt=picture.alt if alt is None else alt)


def did() -> list[str]:
    """What the ledger says was done, in order."""
    return list(LedgerEntry.objects.order_by("id").values_list("did", flat=True))


class Posted:
    """Publishing tells that an item stands on an account."""

    kind = "post"
    origin = "content.item"
    at = NOW

    def __init__(self, item, account_id=1, url="https://contoh.example/1"):
        self.institution_id = item.institution_id
        self.origin_id = item.pk
        self.account_id = account_id
        self.url = url


class TakenDown(Posted):
    """Publishing tells that it was taken down there."""

    kind = "takedown"


def signed_in(client, member):
    client.force_login(member.person)
    return client


def typed(*accounts, text: str = TEXT, do: str = "save", **fields: object) -> dict[str, object]:
    return {
        "composer": "1",
        "text": text,
        "title": "",
        "link": "",
        "tags": "",
        "account": [str(account.pk) for account in accounts],
        "do": do,
        **fields,
    }


def page(name: str, *args: object) -> str:
    return reverse(f"content:{name}", args=args)
