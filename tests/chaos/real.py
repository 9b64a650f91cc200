"""The real servers of a chaos run: what to connect, and what stands there in the end, asked without the house.

Two of the five live in the house itself (portal, practice) and are reached over HTTP like the others.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import httpx

from tests.servers.fixtures import Peer, free_ports, running

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
ASKED = {"unsure", "late"}
WORD = re.compile(r"\bkabar[0-9]+[a-z]\b")  # each part of each item carries one of its own


def words_of(item: int) -> tuple[str, str]:
    """What only this item says: one word for each part of its thread."""
    return f"kabar{item}a", f"kabar{item}b"


@dataclass(frozen=True, kw_only=True)
class Place:
    """One account on one server, as the register keeps it, and how to read everything that it said."""

    network: str
    base: str
    handle: str
    remote_id: str
    secrets: dict[str, str]
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Servers:
    """All that were started, and where the house's own pages will be."""

    mastodon: Peer
    bluesky: Peer
    wordpress: Peer
    house: str

    @property
    def bases(self) -> list[str]:
        return [self.mastodon["base"], self.bluesky["pds"], self.wordpress["base"], self.house]


@contextmanager
def servers(known: Path | None = None) -> Iterator[Servers]:
    """Those that run already, as a file tells, or the three that are not ours, until the end of the block."""
    house = f"http://127.0.0.1:{free_ports(1)}"
    if known is not None:
        told = json.loads(known.read_text())
        yield Servers(**{name: Peer(said, known) for name, said in told.items()}, house=house)
        return
    with ExitStack() as stack:
        yield Servers(
            mastodon=stack.enter_context(running("snac", port_setting="SNAC_PORT")),
            bluesky=stack.enter_context(running("atproto", port_setting="ATPROTO_PORT", ports=5)),
            wordpress=stack.enter_context(running("wordpress", port_setting="WORDPRESS_PORT")),
            house=house,
        )


@contextmanager
def house_pages(base: str) -> Iterator[None]:
    """`pendopo web` with the portal and the practice network; it is not what is killed here."""
    env = os.environ | {"PENDOPO_PORT": base.rpartition(":")[2], "PENDOPO_WEB_PROCESSES": "1"}
    pages = subprocess.Popen([sys.executable, "-m", "pendopo", "web"], env=env, cwd=ROOT)
    try:
        end = time.monotonic() + PATIENCE
        while not _answers(base):
            assert pages.poll() is None, "the house's pages did not start"
            assert time.monotonic() < end, "the house's pages did not answer"
            time.sleep(0.2)
        yield
    finally:
        pages.send_signal(signal.SIGTERM)
        try:
            pages.wait(30)
        except subprocess.TimeoutExpired:
            pages.kill()
            pages.wait()


def _answers(base: str) -> bool:
    try:
        return httpx.get(f"{base}/portal/", timeout=5).status_code < 500
    except httpx.TransportError:
        return False


def places(there: Servers) -> list[Place]:
    """Every account that may publish on the servers that are not ours."""
    found = [
        Place(
            network="mastodon",
            base=there.mastodon["base"],
            handle=one["name"],
            remote_id=one["id"],
            secrets={"access_token": one["access_token"]},
            settings=_mastodon_settings(there.mastodon["base"], one["access_token"]),
        )
        for one in there.mastodon["accounts"]
    ]
    found += [
        Place(
            network="bluesky",
            base=there.bluesky["pds"],
            handle=one["handle"],
            remote_id=one["did"],
            secrets={"app_password": one["app_password"]},
        )
        for one in there.bluesky["accounts"]
    ]
    found += [
        Place(
            network="wordpress",
            base=there.wordpress["base"],
            handle=one["user"],
            remote_id=str(_me_on_wordpress(there.wordpress, one)["id"]),
            secrets={"password": one["app_password"]},
        )
        for one in there.wordpress["accounts"]
        if one["role"] in {"administrator", "editor"}
    ]
    return found


def _mastodon_settings(base: str, token: str) -> dict[str, str]:
    from pendopo.networks.mastodon import oauth  # noqa: PLC0415 (the settings are not ready before)
    from pendopo.networks.outside import Outside  # noqa: PLC0415

    outside = Outside(allowed_hosts=frozenset({base.partition("://")[2]}))
    return dict(oauth.account(base, {"access_token": token}, outside=outside).credentials.settings)


def _me_on_wordpress(peer: Peer, one: dict[str, str]) -> dict[str, Any]:
    auth = (one["user"], one["app_password"])
    return httpx.get(f"{peer['rest']}/users/me", auth=auth, timeout=30).json()


def said_there(place: Place, there: Servers) -> list[str]:
    """Every text of ours that the public can read on this account, asked of the server itself."""
    match place.network:
        case "mastodon":
            return [_plain(one["content"]) for one in _statuses(place)]
        case "bluesky":
            return [one["value"]["text"] for one in _records(place)]
        case "wordpress":
            return [_plain(one["content"]["rendered"]) for one in _posts(place, there.wordpress["rest"])]
    raise ValueError(place.network)


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def _statuses(place: Place) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    asked: dict[str, str | int] = {"limit": 40}
    while True:
        url = f"{place.base}/api/v1/accounts/{place.remote_id}/statuses"
        page = httpx.get(url, params=asked, headers=_bearer(place), timeout=60).json()
        fresh = [one for one in page if one["id"] not in found]
        if not fresh:
            return list(found.values())
        found |= {one["id"]: one for one in fresh}
        asked["max_id"] = page[-1]["id"]


def _bearer(place: Place) -> dict[str, str]:
    return {"Authorization": f"Bearer {place.secrets['access_token']}"}


def _records(place: Place) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    asked = {"repo": place.remote_id, "collection": "app.bsky.feed.post", "limit": "100"}
    while True:
        url = f"{place.base}/xrpc/com.atproto.repo.listRecords"
        page = httpx.get(url, params=asked, timeout=60).json()
        found += page["records"]
        if not page.get("cursor"):
            return found
        asked["cursor"] = page["cursor"]


def _posts(place: Place, rest: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        asked = {"author": place.remote_id, "per_page": 100, "page": len(found) // 100 + 1}
        page = httpx.get(f"{rest}/posts", params=asked, timeout=60).json()
        found += page
        if len(page) < 100:
            return found


def held_against(believed: dict[int, str], texts: list[str]) -> dict[str, int]:
    """Hold what the house believes of one account's items against the texts that stand there."""
    counted = Counter(word for text in texts for word in set(WORD.findall(text)))
    figures = Counter[str]()
    for number, state in believed.items():
        times = [counted[word] for word in words_of(number)]
        figures["twice"] += max(times) > 1
        figures["published"] += state == "published" and times == [1, 1]
        figures["asked_a_person"] += state in ASKED
        # Believed to stand and does not (or half of it), or never came to an end at all.
        figures["lost"] += min(times) == 0 if state == "published" else state not in ASKED
    return dict(figures)
