"""The office that publishes while its workers are killed: its accounts and its promises."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db.models import Sum  # noqa: E402

from pendopo.broadcast.content.composition import Composition, Words  # noqa: E402
from pendopo.broadcast.content.composition import Place as ContentPlace  # noqa: E402
from pendopo.broadcast.content.tests import builders as content  # noqa: E402
from pendopo.broadcast.publishing.models import Delivery  # noqa: E402
from pendopo.broadcast.publishing.states import NEEDS_A_PERSON, DeliveryState, Kind  # noqa: E402
from pendopo.broadcast.publishing.waking import queue_of, wake  # noqa: E402
from pendopo.foundation.tenancy import acting_for, whole_house  # noqa: E402
from pendopo.institution.accounts.tests.builders import an_account  # noqa: E402
from pendopo.institution.people.roles import Role  # noqa: E402
from pendopo.institution.tests.builders import a_member, a_unit, an_institution  # noqa: E402
from pendopo.portal import actions as portal  # noqa: E402
from pendopo.portal.models import Article  # noqa: E402
from pendopo.practice.models import Account as PracticeAccount  # noqa: E402
from pendopo.practice.models import Post as PracticePost  # noqa: E402
from tests.chaos.real import Place, words_of  # noqa: E402

ENDED = {DeliveryState.PUBLISHED, *NEEDS_A_PERSON}
A_DAY = timedelta(days=1)
PREPARING = timedelta(seconds=20)
BETWEEN_ITEMS = timedelta(seconds=4)
IN_PARTS = {"mastodon", "bluesky", "practice"}  # the others know no threads
PICTURED = 3  # every so many items carry a picture


def prepare(*, base: str, publishes: int, accounts: int) -> None:
    """Write every promise at once, all due now, spread over the accounts; a fifth proves by searching."""
    institution = an_institution()
    responsible, unit = a_member(institution), a_unit(institution)
    now = datetime.now(UTC)
    with acting_for(institution.pk):
        made = [
            an_account(
                institution,
                responsible=responsible,
                owner_unit=unit,
                base=base,
                handle=f"dinas-{number}",
                remote_id=f"dinas-{number}",
                secrets={"token": f"akun-dinas-{number}"},
                settings={"proof": "search"} if number % 5 == 0 else {},
            )
            for number in range(accounts)
        ]
        Delivery.objects.bulk_create(
            Delivery(
                institution=institution,
                kind=Kind.POST,
                account=made[number % accounts],
                queue=queue_of(Kind.POST),
                planned_for=now + timedelta(microseconds=number),
                due_at=now,
                cutoff_at=now + A_DAY,
                made_at=now,
                origin="chaos",
                origin_id=number,
                title=f"Unggahan {number}",
                said={"text": f"Unggahan nomor {number} tentang air bersih."},
            )
            for number in range(publishes)
        )
        for account in made:
            wake(institution.pk, account.pk, queue_of(Kind.POST))


def prepare_real(*, places: Sequence[Place], house: str, publishes: int) -> list[Place]:
    """Approve items for every account on the real servers: threads of two, some with a picture.

    They come due a few seconds apart, so that workers die at every stage of them. Returns all places, those in
    the house itself among them.
    """
    institution = an_institution()
    author = a_member(institution, Role.OPERATOR, Role.EDITOR, unit=a_unit(institution))
    approver = a_member(institution, Role.APPROVER, Role.ADMINISTRATOR, name="Kepala")
    now = datetime.now(UTC)
    with acting_for(institution.pk):
        token = portal.make_token(name="chaos", by=approver, now=now)
    everywhere = [*places, _the_portal(house, institution.slug, token), _practice(house, now)]
    with acting_for(institution.pk):
        made = [
            an_account(
                institution,
                responsible=author,
                owner_unit=author.unit,
                network=place.network,
                base=place.base,
                handle=place.handle,
                remote_id=place.remote_id,
                secrets=place.secrets,
                settings=place.settings,
            )
            for place in everywhere
        ]
        picture = content.a_picture(author, now=now)
        for number, first in enumerate(range(0, publishes, len(made))):
            item = content.actions.start_item(
                title=f"Kabar {number}",
                composition=Composition(
                    words=_said(number, in_parts=True),
                    pictures=(content.use(picture),) if number % PICTURED == 0 else (),
                    places=tuple(
                        ContentPlace(account_id=one.pk)
                        if one.network in IN_PARTS
                        else ContentPlace(
                            account_id=one.pk, follows_words=False, words=_said(number, in_parts=False)
                        )
                        for one in made[: publishes - first]
                    ),
                ),
                due_at=now + PREPARING + BETWEEN_ITEMS * number,
                by=author,
                now=now,
            )
            content.actions.submit(item=content.explained(item, author, now), by=author, now=now)
            while (item := _fresh(item)) and (step := content.waiting_step(item)):
                content.actions.approve(step=step, by=approver, now=now)
    return everywhere


def _said(number: int, *, in_parts: bool) -> Words:
    """The same words for everybody; where threads don't exist both parts are one text."""
    one, other = words_of(number)
    first, second = f"Air bersih mengalir lagi, {one}.", f"Terima kasih atas kesabaran Anda, {other}."
    return (
        Words(text=first, thread=(second,))
        if in_parts
        else Words(text=f"{first} {second}", title=f"Kabar {number}")
    )


def _fresh(item: content.ContentItem) -> content.ContentItem:
    item.refresh_from_db()
    return item


def _the_portal(house: str, slug: str, token: str) -> Place:
    return Place(network="portal", base=house, handle=slug, remote_id=slug, secrets={"token": token})


def _practice(house: str, now: datetime) -> Place:
    token = "latihan-chaos"
    fingerprint = hashlib.sha256(token.encode()).hexdigest()
    made = PracticeAccount.objects.create(handle="chaos", name="Chaos", fingerprint=fingerprint, made_at=now)
    return Place(
        network="practice",
        base=house,
        handle=made.handle,
        remote_id=made.handle,
        secrets={"token": token},
    )


def said_in_the_house(place: Place) -> list[str]:
    """Every text that stands on the shelves of the house's own portal or practice network."""
    if place.network == "practice":
        ours = PracticePost.objects.filter(account__handle=place.handle, is_ours=True, gone_at=None)
        return list(ours.values_list("text", flat=True))
    with whole_house("the chaos run reads the portal's shelf"):
        return ["\n".join((one.text, *one.thread)) for one in Article.objects.standing()]


def believed() -> dict[tuple[str, str], dict[int, str]]:
    """What the house believes: for each account (network and handle) the state of each item, by its number."""
    found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    with whole_house("the chaos run reads what the house believes"):
        for one in Delivery.objects.select_related("account"):
            number = int(one.title.rpartition(" ")[2])
            found[one.account.network, one.account.handle][number] = one.state
    return found


def left() -> int:
    """How many have not come to an end."""
    with whole_house("the chaos run counts what is left"):
        return Delivery.objects.exclude(state__in=sorted(ENDED)).count()


def total() -> int:
    with whole_house("the chaos run counts everything"):
        return Delivery.objects.count()


def tries() -> int:
    with whole_house("the chaos run counts its tries"):
        return Delivery.objects.aggregate(all=Sum("attempts"))["all"] or 0


def promises() -> dict[str, str]:
    """What the house believes, by the key that the network counts by.

    Where nothing has a name (proof by searching) the network counts by the trace each write carries.
    """
    with whole_house("the chaos run reads what the house believes"):
        return {str(key): state for key, state in Delivery.objects.values_list("key", "state")}
