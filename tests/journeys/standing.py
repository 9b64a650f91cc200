"""What stands on a network, read there and not through the house: by its own interface, or as a visitor sees it.

Every reader answers the same questions, so that a journey asks them of all five in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any, Protocol

import httpx
import requests
from atproto import Client as BlueskyClient
from mastodon import Mastodon

from tests.journeys.people import Somebody
from tests.servers.fixtures import Peer


@dataclass(frozen=True)
class Standing:
    """A post as its network shows it; `name` is what the network calls it."""

    name: str
    text: str
    alts: tuple[str, ...]
    pictures: tuple[str, ...]
    at: datetime


class Reader(Protocol):
    """One network, as somebody outside of the office meets it."""

    network: str

    def posts(self, words: str) -> list[Standing]:
        """The office's posts with these words."""

    def says(self, post: Standing, text: str) -> None:
        """A citizen says something below a post."""

    def thread(self, post: Standing) -> list[str]:
        """What everybody can read below a post."""


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


class OneShot(requests.Session):
    """Keeps no connection: snac closes each without a word, and a later request would be lost with it."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        try:
            return super().request(*args, **kwargs)
        finally:
            self.close()


class OnMastodon:
    """By Mastodon.py."""

    network = "Mastodon"

    def __init__(self, server: Peer) -> None:
        self._office, self._citizen = (
            Mastodon(
                access_token=server.account(name)["access_token"],
                api_base_url=server["base"],
                version_check_mode="none",
                session=OneShot(),
            )
            for name in ("office", "citizen")
        )
        self._acct = server.account("office")["acct"]

    def posts(self, words: str) -> list[Standing]:
        statuses = self._office.account_statuses(self._office.me()["id"])
        return [
            Standing(
                name=one["id"],
                text=_plain(one["content"]),
                alts=tuple(each["description"] for each in one["media_attachments"]),
                pictures=tuple(each["url"] for each in one["media_attachments"]),
                at=one["created_at"],
            )
            for one in statuses
            if words in _plain(one["content"])
        ]

    def says(self, post: Standing, text: str) -> None:
        self._citizen.status_post(f"@{self._acct} {text}", in_reply_to_id=post.name)

    def thread(self, post: Standing) -> list[str]:
        return list(self._below(post.name))

    def _below(self, status: str) -> Iterator[str]:
        # snac tells of the direct answers only.
        for one in self._citizen.status_context(status)["descendants"]:
            if one["in_reply_to_id"] == status:
                yield _plain(one["content"])
                yield from self._below(one["id"])


class OnBluesky:
    """By the `atproto` library, as a citizen."""

    network = "Bluesky"

    def __init__(self, server: Peer, client: BlueskyClient) -> None:
        self._server, self._client = server, client
        self._did = server.account("office")["did"]

    @classmethod
    @contextmanager
    def opened(cls, server: Peer) -> Iterator[OnBluesky]:
        """With a citizen's session, until the end of the block."""
        known = server.account("citizen")
        client = BlueskyClient(base_url=f"{server['pds']}/xrpc")
        client.login(known["handle"], known["password"])
        yield cls(server, client)
        client.request.close()

    def posts(self, words: str) -> list[Standing]:
        self._server.flush()
        found = []
        for one in self._client.get_author_feed(self._did).feed:
            record, images = one.post.record, getattr(one.post.embed, "images", None) or []
            if words in record.text:
                found.append(
                    Standing(
                        name=one.post.uri,
                        text=record.text,
                        alts=tuple(each.alt for each in images),
                        pictures=tuple(each.fullsize for each in images),
                        at=datetime.fromisoformat(one.post.indexed_at),
                    )
                )
        return found

    def says(self, post: Standing, text: str) -> None:
        [known] = self._client.get_posts([post.name]).posts
        ref = {"uri": known.uri, "cid": known.cid}
        self._client.send_post(text, reply_to={"root": ref, "parent": ref})

    def thread(self, post: Standing) -> list[str]:
        self._server.flush()
        return list(_said(self._client.get_post_thread(post.name, depth=6).thread))


def _said(thread: Any) -> Iterator[str]:
    for reply in thread.replies or []:
        yield reply.post.record.text
        yield from _said(reply)


class OnWordPress:
    """By the site's REST interface, as a visitor; what they say goes through the form below the article."""

    network = "WordPress"

    def __init__(self, server: Peer) -> None:
        self._base, self._rest = server["base"], server["rest"]

    def posts(self, words: str) -> list[Standing]:
        asked = httpx.get(f"{self._rest}/posts", params={"search": words, "_embed": "1"}, timeout=30).json()
        found = []
        for one in asked:
            pictures = one.get("_embedded", {}).get("wp:featuredmedia", [])
            found.append(
                Standing(
                    name=str(one["id"]),
                    text=_plain(one["content"]["rendered"]).strip(),
                    alts=tuple(each["alt_text"] for each in pictures),
                    pictures=tuple(each["source_url"] for each in pictures),
                    at=datetime.fromisoformat(one["date_gmt"]).replace(tzinfo=UTC),
                )
            )
        return found

    def says(self, post: Standing, text: str) -> None:
        form = {"comment_post_ID": post.name, "author": "Pak Joko", "email": "joko@example.test"}
        answer = httpx.post(f"{self._base}/wp-comments-post.php", data=form | {"comment": text}, timeout=30)
        assert answer.status_code == 302, answer.text

    def thread(self, post: Standing) -> list[str]:
        said = httpx.get(f"{self._rest}/comments", params={"post": post.name}, timeout=30).json()
        return [_plain(one["content"]["rendered"]).strip() for one in said]


class OnPages:
    """On pages of the house itself that need no signing in, in a visitor's browser."""

    network: str
    wall: str  # the page with all posts
    link: str  # within a post there, what leads to the post alone
    text: str  # on the post's page, its words

    def __init__(self, visitor: Somebody) -> None:
        self._visitor = visitor

    def posts(self, words: str) -> list[Standing]:
        page = self._visitor.goes_to(self.wall)
        links = page.locator("main article, main li.card-paper").filter(has_text=words).locator(self.link)
        found = []
        for path in sorted({link.get_attribute("href") or "" for link in links.all()}):
            post = self._visitor.goes_to(path).locator("main article").first
            images = post.locator("img").all()
            found.append(
                Standing(
                    name=path,
                    text=post.locator(self.text).first.inner_text().strip(),
                    alts=tuple(each.get_attribute("alt") or "" for each in images),
                    pictures=tuple(
                        f"{self._visitor.house.base}{each.get_attribute('src')}" for each in images
                    ),
                    at=datetime.fromisoformat(
                        post.locator("time").first.get_attribute("datetime") or ""
                    ).astimezone(UTC),
                )
            )
        return found

    def thread(self, post: Standing) -> list[str]:
        page = self._visitor.goes_to(post.name)
        return [one.inner_text().strip() for one in page.locator("main ol li .spoken").all()]


class OnPortal(OnPages):
    """The office's own public pages; whoever reads them may say something."""

    network = "Portal"
    wall = "/portal/kab-mekarjaya/berita/"
    link = "h2 a"
    text = "div p"

    def says(self, post: Standing, text: str) -> None:
        self._visitor.goes_to(post.name)
        self._visitor.fills(author="Bu Wati", text=text)
        self._visitor.page.locator("#tulis form button").click()
        self._visitor.sees("Terima kasih.")


class OnPractice(OnPages):
    """The practice network; only people of the house speak there as citizens."""

    network = "Practice"
    wall = "/latihan/"
    link = "p a.textlink[href*='/latihan/p/']"
    text = "p.spoken"

    def __init__(self, visitor: Somebody, player: Somebody) -> None:
        super().__init__(visitor)
        self._player = player

    def says(self, post: Standing, text: str) -> None:
        self._player.goes_to(post.name)
        self._player.fills(name="Bu Rini", text=text)
        self._player.page.locator("form[action$='kata-warga/'] button").click()
        self._player.sees(text)
