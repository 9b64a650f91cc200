"""Where each network plays: an account of ours, citizens, and a witness who asks the server itself.

A witness speaks through the network's own client library where there is one, so that a mistake of
our connector cannot hide behind itself.
"""

import re
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import atproto
import httpx
import mastodon
import pytest

from pendopo.networks import registry
from pendopo.networks.contract import Credentials, Draft, Sent
from pendopo.networks.mastodon import oauth
from pendopo.networks.outside import CheckedTransport, Outside

PATIENCE = 60  # seconds; snac tells of a reply after up to 15


SERVER = pytest.mark.servers
SPOKEN_TO = [
    pytest.param("practice", id="practice"),
    pytest.param("searched", id="practice-search"),
    pytest.param("portal", id="portal"),
    pytest.param("mastodon", id="mastodon", marks=SERVER),
    pytest.param("bluesky", id="bluesky", marks=SERVER),
    pytest.param("wordpress", id="wordpress", marks=SERVER),
]
# The portal as it is: the connector's own turns are tested on the small one, which starts in no time.
OUR_HOUSE = pytest.param("house_portal", id="house-portal", marks=SERVER)
BY_HAND = pytest.param("handoff", id="handoff")


def words():
    """Words nobody has said before."""
    return f"kabar{uuid.uuid4().hex[:12]}"


def a_key():
    return f"d-{uuid.uuid4()}"


def a_draft(text, **more):
    return Draft(text=text, made_at=datetime.now(UTC), **more)


def published(stage, connector, draft):
    sent = connector.publish(draft, key=a_key())
    assert isinstance(sent, Sent), sent
    stage.settle()
    return sent


class LossyLine(httpx.BaseTransport):
    """Loses the n-th write on its way there, or the network's answer to it on the way back."""

    def __init__(self, outside, is_write, *, lost_there=(), lost_back=()):
        self.real = CheckedTransport(outside)
        self.is_write = is_write
        self.lost_there, self.lost_back = lost_there, lost_back
        self.writes = 0

    def handle_request(self, request):
        if not self.is_write(request):
            return self.real.handle_request(request)
        self.writes += 1
        if self.writes in self.lost_there:
            raise httpx.ReadError("cut off", request=request)
        answer = self.real.handle_request(request)
        if self.writes in self.lost_back:
            answer.read()
            answer.close()
            raise httpx.ReadTimeout("silence", request=request)
        return answer


class Stage:
    """What the suite needs to know of a network. `written` tells which requests the public can see."""

    name = ""
    broken = {"token": "salah"}
    written = re.compile("$^")
    finds_words = True  # not tags alone
    counted = (1,)  # what may be told of one answer
    some_id = "12"  # something of ours, whether it stands or not

    def __init__(self, credentials):
        self.network = registry.NETWORKS[self.name]
        self.credentials = credentials
        self.host = credentials.base.partition("://")[2]

    def outside(self, **more):
        return Outside(allowed_hosts=frozenset({self.host, "127.0.0.1:9"}), **more)

    def connector(self, *, secrets=None, base=None, **lost):
        outside = self.outside()
        if lost:
            line = LossyLine(outside, self.is_write, **lost)
            outside = self.outside(transport=line)
        known = replace(self.credentials, base=base or self.credentials.base)
        if secrets is not None:
            known = replace(known, secrets=secrets)
        return registry.connector(self.name, known, outside)

    def cut_at(self, number, where):
        """A connector whose n-th request, of whatever kind, is lost there or back."""
        line = LossyLine(self.outside(), lambda _: True, **{where: {number}})
        return registry.connector(self.name, self.credentials, self.outside(transport=line))

    def is_write(self, request):
        return bool(self.written.fullmatch(f"{request.method} {request.url.path}"))

    def settle(self):
        """Wait until what was written can be read everywhere."""

    def close(self):
        """Let go of the witness's connections."""

    def stands(self, words):
        """How many posts and answers of ours the public can read that hold these words."""
        raise NotImplementedError

    def citizen_says(self, text, *, under):
        raise NotImplementedError

    def citizen_posts(self, text):
        """Somebody says something in public, to nobody in particular."""
        raise NotImplementedError

    def is_hidden(self, one, *, thread_id):
        """Whether the public does not see someone's answer."""
        raise NotImplementedError

    def blocks(self, one):
        """How many blocks keep away whoever said this."""
        raise NotImplementedError


class PracticeStage(Stage):
    name = "practice"
    written = re.compile(r"(PUT|POST) /latihan/api/posts(/[^/]+)?")

    def __init__(self, hostile, *, proof=""):
        connector, self.account = hostile.account(proof=proof)
        del connector
        handle = self.account.handle
        super().__init__(
            Credentials(
                base=hostile.base,
                handle=handle,
                remote_id=handle,
                secrets={"token": f"akun-{handle}"},
                settings={"proof": proof} if proof else {},
            )
        )

    def stands(self, words):
        posts = self.account.accepted()["posts"]
        return sum(len(one["ids"]) for one in posts if words in one["text"] and not one["gone"])

    def citizen_says(self, text, *, under):
        self.account.citizen_says(text, under=under)

    def is_hidden(self, one, *, thread_id):
        url = f"{self.credentials.base}/latihan/api/posts/{thread_id}/answers"
        told = httpx.get(url, headers=self.account.headers).json()["posts"]
        return next(post["hidden"] for post in told if post["id"] == one.remote_id)

    def blocks(self, one):
        return self.account.blocked().count(one.author)


class MastodonStage(Stage):
    name = "mastodon"
    broken = {"access_token": "salah"}
    written = re.compile(r"POST /api/v1/statuses")
    finds_words = False  # snac searches one's own timeline only
    counted = (0, 1)  # snac counts when it comes to it

    def __init__(self, peer):
        office, citizen = peer.account("office"), peer.account("citizen")
        outside = Outside(allowed_hosts=frozenset({peer["base"].partition("://")[2]}))
        known = {"access_token": office["access_token"]}
        super().__init__(oauth.account(peer["base"], known, outside=outside).credentials)
        self.office, self.base = office, peer["base"]
        self.citizen, self.owner = self._client(citizen), self._client(office)

    def _client(self, whose):
        return mastodon.Mastodon(
            access_token=whose["access_token"],
            api_base_url=self.base,
            version_check_mode="none",
            session=_OneShot(),
        )

    def stands(self, words):
        posts = self.citizen.account_statuses(self.office["id"])
        return sum(words in unescape(re.sub(r"<[^>]+>", " ", post.content)) for post in posts)

    def citizen_says(self, text, *, under):
        self.citizen.status_post(f"@office@{self.host} {text}", in_reply_to_id=under)

    def citizen_posts(self, text):
        self.citizen.status_post(text, visibility="public")

    def blocks(self, one):
        who = self.citizen.account_verify_credentials()
        (told,) = self.owner.account_relationships(who.id)
        return int(told.blocking)


class _OneShot(mastodon.internals.requests.Session):
    """Keeps no connection: snac closes each after its answer without announcing it."""

    def request(self, *args, **named):
        try:
            return super().request(*args, **named)
        finally:
            self.close()


class BlueskyStage(Stage):
    name = "bluesky"
    broken = {"access": "bukan.kunci.kita", "refresh": "bukan.kunci.kita", "app_password": "salah"}
    written = re.compile(r"POST /xrpc/com\.atproto\.repo\.putRecord")

    def __init__(self, peer):
        self.peer = peer
        office, citizen = peer.account("office"), peer.account("citizen")
        outside = Outside(allowed_hosts=frozenset({peer["pds"].partition("://")[2]}))
        typed = {"handle": office["handle"], "app_password": office["app_password"], "server": peer["pds"]}
        super().__init__(registry.NETWORKS["bluesky"].connect(typed, outside).credentials)
        self.citizen = atproto.Client(base_url=peer["pds"] + "/xrpc")
        self.citizen.login(citizen["handle"], citizen["app_password"])

    def settle(self):
        self.peer.flush()

    @property
    def some_id(self):
        return f"at://{self.credentials.remote_id}/app.bsky.feed.post/3mbxexample22"

    def close(self):
        self.citizen.request.close()

    def records(self, collection):
        """Everything of one kind in our own repository, asked by a citizen."""
        asked = {"repo": self.credentials.remote_id, "collection": collection, "limit": 100}
        found, cursor = [], None
        while True:
            page = self.citizen.com.atproto.repo.list_records({**asked, "cursor": cursor})
            found += page.records
            cursor = page.cursor
            if not cursor:
                return found

    def stands(self, words):
        return sum(words in one.value.text for one in self.records("app.bsky.feed.post"))

    def citizen_says(self, text, *, under):
        self.settle()
        thread = self.citizen.get_post_thread(under).thread
        parent = atproto.models.create_strong_ref(thread.post)
        reply = thread.post.record.reply
        ref = atproto.models.AppBskyFeedPost.ReplyRef(parent=parent, root=reply.root if reply else parent)
        self.citizen.send_post(text, reply_to=ref)

    def citizen_posts(self, text):
        self.citizen.send_post(text)

    def is_hidden(self, one, *, thread_id):
        gates = [gate.value for gate in self.records("app.bsky.feed.threadgate")]
        return any(gate.post == thread_id and one.remote_id in (gate.hidden_replies or ()) for gate in gates)

    def blocks(self, one):
        who = self.citizen.me.did
        return sum(record.value.subject == who for record in self.records("app.bsky.graph.block"))


class WordPressStage(Stage):
    name = "wordpress"
    broken = {"password": "salah"}
    written = re.compile(r"POST /wp-json/wp/v2/(posts|comments)")

    def __init__(self, site):
        self.site = site
        typed = {"base": site.base, "user": "editor", "password": site.passwords["editor"]}
        super().__init__(registry.NETWORKS["wordpress"].connect(typed, site.outside).credentials)

    def stands(self, words):
        return sum(
            words in unescape(one["content"]["rendered"])
            for what in ("posts", "comments")
            for one in httpx.get(f"{self.site.rest}/{what}", params={"per_page": 100}).json()
        )

    def citizen_says(self, text, *, under):
        post, parent = under, 0
        if under.startswith("c"):
            parent = int(under[1:])
            post = str(self.site.call("GET", f"/comments/{parent}?context=edit").json()["post"])
        self.site.visitor_says(text, under=post, parent=parent)

    def is_hidden(self, one, *, thread_id):
        return httpx.get(f"{self.site.rest}/comments/{one.remote_id[1:]}").status_code == 401


class PortalStage(Stage):
    name = "portal"
    written = re.compile(r"PUT /api/portal/v1/(articles|comments)/[^/]+")

    def __init__(self, portal):
        self.portal = portal
        outside = Outside(allowed_hosts=frozenset({portal.base.partition("://")[2]}))
        typed = {"base": portal.base + "/", "token": portal.token}
        super().__init__(registry.NETWORKS["portal"].connect(typed, outside).credentials)

    def stands(self, words):
        return sum(
            any(words in text for text in (one["text"], *one.get("thread", ())))
            and (kind, number) not in self.portal.gone
            for kind, shelf in (("articles", self.portal.articles), ("comments", self.portal.comments))
            for number, one in shelf.items()
        )

    def citizen_says(self, text, *, under):
        self.portal.visitor_says(text, under=under)

    def is_hidden(self, one, *, thread_id):
        return self.portal.comments[one.remote_id[1:]]["hidden"]


class HousePortalStage(PortalStage):
    """The portal as it is: what stands is read from its pages, and citizens fill in their form."""

    def stands(self, words):
        return sum(words in text for text in self.portal.latest())

    def citizen_says(self, text, *, under):
        if under.startswith("c"):
            pytest.skip("visitors of the portal write below articles only")
        super().citizen_says(text, under=under)

    def is_hidden(self, one, *, thread_id):
        return not self.portal.shows(thread_id, one.remote_id[1:])


class HandoffStage(Stage):
    name = "handoff"

    def __init__(self):
        typed = {"platform": "x", "handle": "@dinas"}
        super().__init__(registry.NETWORKS["handoff"].connect(typed, Outside()).credentials)


def hear(stage, connector, cursor, *, count):
    """Read on until so much was heard; then once more, for what should not come twice."""
    heard, end = [], time.monotonic() + PATIENCE
    while len(heard) < count and time.monotonic() < end:
        stage.settle()
        page = connector.read(cursor)
        heard += page.heard
        cursor = page.cursor
        if len(heard) < count and not page.more:
            time.sleep(0.2)
    stage.settle()
    page = connector.read(cursor)
    return heard + list(page.heard), page.cursor


def now_at(stage, connector):
    """The cursor behind everything that was said so far."""
    cursor, more = "", True
    while more:
        stage.settle()
        page = connector.read(cursor)
        cursor, more = page.cursor, page.more
    return cursor
