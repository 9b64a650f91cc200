"""What the hostile network remembers: in memory, and in an append-only file where one is given."""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pendopo.practice import shapes
from pendopo.practice.world import IsBlocked, Kept, NoSuchThing, WasDeleted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TextIO

PICTURES_KEPT = 500


@dataclass(slots=True)
class Counted:
    """How often one key was accepted, under which ids."""

    ids: list[str] = field(default_factory=list)
    text: str = ""


@dataclass(slots=True)
class Shelf:
    """Everything one account has here."""

    handle: str
    moods: shapes.Moods = field(default_factory=shapes.Moods)
    webhook: shapes.Webhook = field(default_factory=shapes.Webhook)
    mine: list[str] = field(default_factory=list)
    by_key: dict[str, str] = field(default_factory=dict)
    blocked: list[str] = field(default_factory=list)
    notices: list[shapes.Notice] = field(default_factory=list)
    turns: Counter[tuple[str, str]] = field(default_factory=Counter)
    counted: dict[str, Counted] = field(default_factory=dict)


class Network:
    """All accounts of one hostile network.

    An account exists from the first time a token `akun-<handle>` is used; other tokens are wrong.
    """

    def __init__(self, *, base: str, store: Path | None = None) -> None:
        self.base = base
        self.shelves: dict[str, Shelf] = {}
        self.kept: dict[str, Kept] = {}
        self.owners: dict[str, str] = {}
        self.gone: set[str] = set()
        self.pictures: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self.called: Callable[[Shelf, shapes.Notice], None] = lambda _shelf, _notice: None
        self.general = shapes.Moods()
        self._next = 1000
        self._file: TextIO | None = None
        if store is not None:
            self._remember(store)
            self._file = store.open("a", encoding="utf-8", buffering=1)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def world(self, token: str) -> Mine | None:
        """Return what the token opens."""
        if not token.startswith("akun-") or len(token) < 6:
            return None
        return Mine(self, self.shelf(token[5:]))

    def shelf(self, handle: str) -> Shelf:
        """Return an account, made the first time it is named."""
        shelf = self.shelves.get(handle)
        if shelf is None:
            shelf = self.shelves[handle] = Shelf(handle, moods=self.general)
        return shelf

    def set_general(self, moods: shapes.Moods) -> None:
        """Treat every account, present and to come, like this."""
        self.general = moods
        for shelf in self.shelves.values():
            shelf.moods = moods

    def accepted(self) -> list[shapes.Accepted]:
        """Everything anybody ever got accepted."""
        return [one for shelf in self.shelves.values() for one in self.accepted_by(shelf)]

    def accepted_by(self, shelf: Shelf) -> list[shapes.Accepted]:
        """Everything this account ever got accepted."""
        return [
            shapes.Accepted(
                key=key,
                account=shelf.handle,
                ids=tuple(counted.ids),
                text=counted.text,
                gone=all(one in self.gone for one in counted.ids),
            )
            for key, counted in shelf.counted.items()
        ]

    def next_id(self) -> str:
        """Return a name for something new."""
        self._next += 1
        return str(self._next)

    def write(self, what: str, handle: str, post_id: str, line: str) -> None:
        """Add one line to the file, so that a restarted network still knows."""
        if self._file is not None:
            self._file.write(f"{what}\t{handle}\t{post_id}\t{line}\n")

    def _remember(self, store: Path) -> None:
        if not store.exists():
            return
        with store.open(encoding="utf-8") as lines:
            for raw in lines:
                if not raw.endswith("\n"):
                    break  # The last line of a network that died while writing it.
                what, handle, post_id, line = raw.rstrip("\n").split("\t", 3)
                shelf = self.shelf(handle)
                if what == "gone":
                    self.gone.add(post_id)
                    continue
                told = json.loads(line)
                post = shapes.Post.model_validate(told["post"])
                kept = Kept(post, datetime.fromisoformat(told["ready_at"]))
                self.keep(shelf, kept, counted_as=told["counted_as"])
                self._next = max(self._next, int(post_id))

    def keep(self, shelf: Shelf, kept: Kept, *, counted_as: str) -> None:
        """Put one of an account's own posts on its shelf."""
        post = kept.post
        if post.id not in self.kept:
            shelf.mine.append(post.id)
            counted = shelf.counted.setdefault(counted_as, Counted())
            counted.ids.append(post.id)
            counted.text = post.text
        self.kept[post.id] = kept
        self.owners[post.id] = shelf.handle
        if post.key:
            shelf.by_key[post.key] = post.id


class Mine:
    """The network as one account sees it: keeps the promises of `world.World`."""

    def __init__(self, network: Network, shelf: Shelf) -> None:
        self.network = network
        self.shelf = shelf

    def me(self) -> shapes.Me:
        handle = self.shelf.handle
        url = f"{self.network.base}/latihan/@{handle}"
        window = self.shelf.moods.reply_window_minutes
        return shapes.Me(id=handle, handle=handle, name=handle, url=url, reply_window_minutes=window)

    def moods(self) -> shapes.Moods:
        return self.shelf.moods

    def set_moods(self, moods: shapes.Moods) -> None:
        self.shelf.moods = moods

    def turn(self, method: str, path: str) -> int:
        self.shelf.turns[method, path] += 1
        return self.shelf.turns[method, path]

    def put_media(self, *, key: str, kind: str, content: bytes, now: datetime) -> shapes.Media:
        media_id = f"{self.shelf.handle}:{key}"
        self.network.pictures[media_id] = (kind, content)
        while len(self.network.pictures) > PICTURES_KEPT:
            self.network.pictures.popitem(last=False)
        return shapes.Media(id=media_id, url=self._picture_url(media_id), kind=kind, size=len(content))

    def put_post(
        self, *, key: str, new: shapes.NewPost, trace: str, now: datetime, ready_at: datetime
    ) -> Kept:
        known = self.network.kept.get(self.shelf.by_key.get(key, "")) if key else None
        if known is not None and known.post.id in self.network.gone:
            raise WasDeleted
        root = ""
        if new.in_reply_to:
            above = self.post(new.in_reply_to).post
            root = above.root or above.id
        if known is not None:
            post_id, created_at, ready_at = known.post.id, known.post.created_at, known.ready_at
        else:
            post_id, created_at = self.network.next_id(), now
        me = self.me()
        post = shapes.Post(
            id=post_id,
            key=key,
            author=shapes.Author(handle=me.handle, name=me.name, url=me.url),
            ours=True,
            text=new.text,
            title=new.title,
            link=new.link,
            pictures=tuple(
                shapes.ShownPicture(media_id=one.media_id, url=self._picture_url(one.media_id), alt=one.alt)
                for one in new.pictures
            ),
            tags=new.tags,
            categories=new.categories,
            language=new.language,
            in_reply_to=new.in_reply_to,
            root=root,
            url=f"{me.url}/{post_id}",
            created_at=created_at,
        )
        kept = Kept(post, ready_at)
        counted_as = key or trace or post_id
        self.network.keep(self.shelf, kept, counted_as=counted_as)
        line = json.dumps(
            {"post": post.model_dump(mode="json"), "ready_at": ready_at.isoformat(), "counted_as": counted_as}
        )
        self.network.write("post", self.shelf.handle, post_id, line)
        return replace(kept, fresh=known is None)

    def post(self, post_id: str) -> Kept:
        if post_id in self.network.gone:
            raise WasDeleted
        try:
            return self.network.kept[post_id]
        except KeyError:
            raise NoSuchThing from None

    def post_by_key(self, key: str) -> Kept:
        try:
            return self.post(self.shelf.by_key[key])
        except KeyError:
            raise NoSuchThing from None

    def latest(self, *, limit: int, before: str, now: datetime) -> Sequence[shapes.Post]:
        found: list[shapes.Post] = []
        for post_id in reversed(self.shelf.mine):
            if before and int(post_id) >= int(before):
                continue
            kept = self.network.kept[post_id]
            if post_id not in self.network.gone and kept.ready_at <= now:
                found.append(kept.post)
                if len(found) == limit:
                    break
        return found

    def answers(self, post_id: str) -> Sequence[shapes.Post]:
        self.post(post_id)
        return [
            kept.post
            for one, kept in self.network.kept.items()
            if kept.post.in_reply_to == post_id and one not in self.network.gone
        ]

    def remove(self, post_id: str, *, now: datetime) -> None:
        if not self.post(post_id).post.ours or self.network.owners.get(post_id) != self.shelf.handle:
            raise NoSuchThing
        self.network.gone.add(post_id)
        self.network.write("gone", self.shelf.handle, post_id, "")

    def set_hidden(self, post_id: str, *, hidden: bool) -> shapes.Post:
        kept = self.post(post_id)
        if kept.post.ours or self.network.owners.get(post_id) != self.shelf.handle:
            raise NoSuchThing
        post = kept.post.model_copy(update={"hidden": hidden})
        self.network.kept[post_id] = replace(kept, post=post)
        for place, notice in enumerate(self.shelf.notices):
            if notice.post.id == post_id:
                self.shelf.notices[place] = notice.model_copy(update={"post": post})
        return post

    def set_blocked(self, handle: str, *, blocked: bool) -> None:
        self.shelf.blocked = [one for one in self.shelf.blocked if one != handle] + [handle] * blocked

    def blocked(self) -> Sequence[str]:
        return self.shelf.blocked

    def notices(self, *, after: str, limit: int) -> shapes.Notices:
        start = int(after) if after.isdecimal() else 0
        page = self.shelf.notices[start : start + limit]
        end = start + len(page)
        more = end < len(self.shelf.notices)
        return shapes.Notices(notices=tuple(page), cursor=str(end), more=more)

    def stats(self, post_id: str) -> shapes.Stats:
        replies = len(self.answers(post_id))
        return shapes.Stats(likes=replies * 3, shares=replies // 2, replies=replies, views=replies * 40)

    def set_webhook(self, webhook: shapes.Webhook) -> None:
        self.shelf.webhook = webhook

    def comment(self, new: shapes.NewComment, *, now: datetime) -> shapes.Post:
        if new.author.handle in self.shelf.blocked:
            raise IsBlocked
        root = ""
        if new.in_reply_to:
            above = self.post(new.in_reply_to).post
            root = above.root or above.id
        post_id = self.network.next_id()
        post = shapes.Post(
            id=post_id,
            author=new.author,
            ours=False,
            text=new.text,
            in_reply_to=new.in_reply_to,
            root=root,
            url=f"{self.network.base}/latihan/@{new.author.handle}/{post_id}",
            created_at=now.astimezone(UTC),
        )
        self.network.kept[post_id] = Kept(post, now)
        self.network.owners[post_id] = self.shelf.handle
        notice = shapes.Notice(id=str(len(self.shelf.notices) + 1), kind=new.kind, post=post)
        self.shelf.notices.append(notice)
        self.network.called(self.shelf, notice)
        return post

    def accepted(self) -> Sequence[shapes.Accepted]:
        return self.network.accepted_by(self.shelf)

    def _picture_url(self, media_id: str) -> str:
        return f"{self.network.base}/latihan/media/{media_id}"
