"""The connector of an account that only a person can write on.

Nothing is sent, so nothing can be sent twice by us. A write answers `Later` with a handle: it waits
for a person, who is shown a `Card`, and ends when they paste the link (`PostedByHand.accept`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import quote

from pendopo.networks import counting
from pendopo.networks.connecting import CannotConnect, Card, Connected, Keep, forget
from pendopo.networks.contract import (
    Credentials,
    Draft,
    Found,
    Identity,
    Later,
    Limits,
    Measured,
    NotReachable,
    Outcome,
    Reading,
    Refused,
    Sent,
    Unknown,
)
from pendopo.networks.handoff import platforms
from pendopo.networks.outside import Outside
from pendopo.networks.words import NOT_OFFERED, _

TO_POST: Final = "handoff"
TO_DELETE: Final = "handoff-delete:"

A_PERSON_POSTS = _("Somebody has to post this by hand and paste the link.")
A_PERSON_DELETES = _("Somebody has to delete this by hand and confirm it.")
A_PERSON_LOOKS = _("Only a person can look what stands there.")
NOT_A_POST = _("This is not a link to a post on that platform. Open the post, copy its link and paste it.")
NO_NAME = _("Type the name of the account.")
NO_PLATFORM = _("Choose a platform.")
NO_PAGE = _("The address of the page has to begin with https://.")


def limits(settings: Mapping[str, str]) -> Limits:
    """What fits on the account's platform."""
    return platforms.of(settings).limits


def connect(typed: Mapping[str, str], outside: Outside) -> Connected:
    """Note down which account it is; nobody is asked."""
    del outside
    name = typed.get("handle", "").strip().lstrip("@")
    page = typed.get("url", "").strip()
    platform = platforms.PLATFORMS.get(typed.get("platform", ""))
    if platform is None:
        raise CannotConnect(NO_PLATFORM, field="platform")
    if not name:
        raise CannotConnect(NO_NAME, field="handle")
    if page and not page.startswith("https://"):
        raise CannotConnect(NO_PAGE, field="url")
    credentials = Credentials(
        base=page.rstrip("/"),
        handle=name,
        remote_id=f"{platform.name}:{name.casefold()}",
        settings={"platform": platform.name, "url": page},
    )
    return Connected(credentials=credentials, identity=Handoff(credentials).who_am_i())


class PostedByHand:
    """What the person sees, and what they bring back."""

    def card(self, draft: Draft, settings: Mapping[str, str]) -> Card:
        platform = platforms.of(settings)
        caption = counting.as_said(draft, platform.limits)
        filled = {"text": quote(caption, safe=""), "link": quote(draft.link, safe="")}
        return Card(
            caption=caption,
            title=draft.title,
            further=draft.thread,
            alts=tuple(picture.alt for picture in draft.pictures),
            app_url=platform.open.format(**filled),
            link_example=platform.example,
        )

    def accept(self, pasted: str, settings: Mapping[str, str]) -> Sent | Refused:
        url = pasted.strip()
        match = platforms.of(settings).post.match(url)
        if not match or any(letter.isspace() for letter in url):
            return Refused(why=NOT_A_POST)
        return Sent(remote_id=match.group(1).rstrip("/"), url=url)


class Handoff:
    """A connector (see `contract.Connector`) that hands everything to a person."""

    def __init__(self, credentials: Credentials, outside: Outside | None = None, keep: Keep = forget) -> None:
        del outside, keep
        self._credentials = credentials
        self.limits = limits(credentials.settings)

    def publish(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        del draft, key, progress
        return Later(why=A_PERSON_POSTS, handle=TO_POST)

    def reply(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        return self.publish(draft, key=key, progress=progress)

    def check(self, handle: str) -> Outcome:
        return Later(why=A_PERSON_DELETES if handle.startswith(TO_DELETE) else A_PERSON_POSTS, handle=handle)

    def find(self, draft: Draft, *, key: str, since: datetime, progress: str = "") -> Found:
        del draft, key, since
        return Unknown(why=A_PERSON_LOOKS, progress=progress)

    def read(self, cursor: str) -> Reading:
        return Reading(heard=(), cursor=cursor)

    def hide(self, remote_id: str, *, thread_id: str) -> Outcome:
        del remote_id, thread_id
        return Refused(why=NOT_OFFERED)

    def delete(self, remote_id: str, *, part_ids: Sequence[str] = ()) -> Outcome:
        del part_ids
        return Later(why=A_PERSON_DELETES, handle=f"{TO_DELETE}{remote_id}")

    def measure(self, remote_id: str) -> Measured:
        del remote_id
        return Measured()

    def fetch(self, remote_id: str) -> Draft:
        del remote_id
        raise NotReachable(A_PERSON_LOOKS)

    def who_am_i(self) -> Identity:
        known = self._credentials
        platform = platforms.of(known.settings)
        return Identity(
            remote_id=known.remote_id,
            handle=known.handle,
            name=known.handle,
            url=known.settings.get("url", ""),
            software=platform.name,
            limits=platform.limits,
            settings=known.settings,
        )
