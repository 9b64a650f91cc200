"""The practice network in PostgreSQL: keeps the promises of `world.World` for one account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Count, F

from pendopo.practice import shapes
from pendopo.practice.models import Account, Blocked, Medium, Notice, Post, Turn
from pendopo.practice.world import IsBlocked, Kept, NoSuchThing, WasDeleted

ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class Shelf:
    """One account's side of the network. Everything happens in the caller's transaction."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def me(self) -> shapes.Me:
        one = self.account
        return shapes.Me(
            id=str(one.pk),
            handle=one.handle,
            name=one.name,
            url=_address(f"@{one.handle}/"),
            reply_window_minutes=self.moods().reply_window_minutes,
        )

    def moods(self) -> shapes.Moods:
        return shapes.Moods.model_validate(self.account.moods)

    def set_moods(self, moods: shapes.Moods) -> None:
        self.account.moods = moods.model_dump(mode="json")
        self.account.save(update_fields=["moods"])

    def turn(self, method: str, path: str) -> int:
        counted, is_new = Turn.objects.get_or_create(account=self.account, method=method, path=path[:300])
        if not is_new:
            Turn.objects.filter(pk=counted.pk).update(times=F("times") + 1)
            counted.refresh_from_db(fields=["times"])
        return counted.times

    def put_media(self, *, key: str, kind: str, content: bytes, now: datetime) -> shapes.Media:
        medium = Medium.objects.filter(account=self.account, key=key).first()
        if medium is None:
            medium = Medium(account=self.account, key=key, kind=kind)
            medium.file.save(f"{self.account.handle}-{key}.{ENDINGS[kind]}", ContentFile(content), save=False)
            medium.save()
        return shapes.Media(
            id=str(medium.pk), url=_address(f"gambar/{medium.pk}"), kind=kind, size=len(content)
        )

    def put_post(
        self, *, key: str, new: shapes.NewPost, trace: str, now: datetime, ready_at: datetime
    ) -> Kept:
        self._lock()
        known = Post.objects.filter(account=self.account, key=key).first() if key else None
        if known is not None and known.gone_at is not None:
            raise WasDeleted
        parent = self._row(new.in_reply_to) if new.in_reply_to else None
        post = known or Post(
            account=self.account, key=key, made_at=now, ready_at=ready_at, counted_as=key or trace
        )
        post.is_ours = True
        post.author_handle, post.author_name = self.account.handle, self.account.name
        post.title, post.text, post.link, post.language = new.title, new.text, new.link, new.language
        post.pictures = [one.model_dump() for one in new.pictures]
        post.tags, post.categories = list(new.tags), list(new.categories)
        post.parent, post.root_id = parent, (parent.root_id or parent.pk) if parent else None
        post.save()
        return Kept(shown(post), post.ready_at, fresh=known is None)

    def post(self, post_id: str) -> Kept:
        row = self._row(post_id)
        return Kept(shown(row), row.ready_at)

    def post_by_key(self, key: str) -> Kept:
        row = Post.objects.filter(account=self.account, key=key).first()
        return self.post(str(row.pk) if row else "")

    def latest(self, *, limit: int, before: str, now: datetime) -> Sequence[shapes.Post]:
        found = Post.objects.filter(
            account=self.account, is_ours=True, gone_at__isnull=True, ready_at__lte=now
        )
        if before.isdecimal():
            found = found.filter(pk__lt=int(before))
        return [shown(row) for row in found.order_by("-pk")[:limit]]

    def answers(self, post_id: str) -> Sequence[shapes.Post]:
        row = self._row(post_id)
        return [shown(one) for one in Post.objects.filter(parent=row, gone_at__isnull=True).order_by("pk")]

    def remove(self, post_id: str, *, now: datetime) -> None:
        row = self._row(post_id)
        if not row.is_ours or row.account_id != self.account.pk:
            raise NoSuchThing
        Post.objects.filter(pk=row.pk).update(gone_at=now)

    def set_hidden(self, post_id: str, *, hidden: bool) -> shapes.Post:
        row = self._row(post_id)
        if row.is_ours or row.account_id != self.account.pk:
            raise NoSuchThing
        row.is_hidden = hidden
        row.save(update_fields=["is_hidden"])
        return shown(row)

    def set_blocked(self, handle: str, *, blocked: bool) -> None:
        if blocked:
            Blocked.objects.get_or_create(account=self.account, handle=handle[:60])
        else:
            Blocked.objects.filter(account=self.account, handle=handle[:60]).delete()

    def blocked(self) -> Sequence[str]:
        return list(
            Blocked.objects.filter(account=self.account).order_by("pk").values_list("handle", flat=True)
        )

    def notices(self, *, after: str, limit: int) -> shapes.Notices:
        start = int(after) if after.isdecimal() else 0
        found = list(
            Notice.objects.filter(account=self.account, place__gt=start)
            .select_related("post")
            .order_by("place")[: limit + 1]
        )
        page = found[:limit]
        return shapes.Notices(
            notices=tuple(told(one) for one in page),
            cursor=str(page[-1].place if page else start),
            more=len(found) > limit,
        )

    def stats(self, post_id: str) -> shapes.Stats:
        row = self._row(post_id)
        replies = Post.objects.filter(root=row, gone_at__isnull=True).count()
        # The same post has the same admirers every time.
        warmth = (row.pk * 37) % 60
        return shapes.Stats(
            likes=warmth + replies * 3,
            shares=warmth // 5,
            replies=replies,
            views=300 + warmth * 11 + replies * 40,
        )

    def set_webhook(self, webhook: shapes.Webhook) -> None:
        self.account.webhook_url, self.account.webhook_secret = webhook.url, webhook.secret
        self.account.save(update_fields=["webhook_url", "webhook_secret"])

    def comment(self, new: shapes.NewComment, *, now: datetime) -> shapes.Post:
        parent = self._row(new.in_reply_to) if new.in_reply_to else None
        return shown(self.hear(new, parent=parent, now=now).post)

    def hear(self, new: shapes.NewComment, *, parent: Post | None, now: datetime) -> Notice:
        """A citizen says something; the notice takes the next place, whose lock is held to the end.

        Raises IsBlocked.
        """
        self._lock()
        if Blocked.objects.filter(account=self.account, handle=new.author.handle).exists():
            raise IsBlocked
        row = Post.objects.create(
            account=self.account,
            is_ours=False,
            author_handle=new.author.handle,
            author_name=new.author.name,
            text=new.text,
            parent=parent,
            root_id=(parent.root_id or parent.pk) if parent else None,
            made_at=now,
            ready_at=now,
        )
        self.account.last_place += 1
        self.account.save(update_fields=["last_place"])
        return Notice.objects.create(
            account=self.account, place=self.account.last_place, kind=new.kind, post=row
        )

    def accepted(self) -> Sequence[shapes.Accepted]:
        rows = Post.objects.filter(account=self.account, is_ours=True).order_by("pk")
        found: dict[str, list[Post]] = {}
        for row in rows:
            found.setdefault(row.counted_as or str(row.pk), []).append(row)
        return [
            shapes.Accepted(
                key=key,
                account=self.account.handle,
                ids=tuple(str(row.pk) for row in same),
                text=same[-1].text,
                gone=all(row.gone_at for row in same),
            )
            for key, same in found.items()
        ]

    def _lock(self) -> None:
        self.account.last_place = Account.objects.select_for_update().get(pk=self.account.pk).last_place

    def _row(self, post_id: str) -> Post:
        row = (
            Post.objects.filter(pk=int(post_id)).first()
            if post_id.isdecimal() and len(post_id) < 19
            else None
        )
        if row is None:
            raise NoSuchThing
        if row.gone_at is not None:
            raise WasDeleted
        return row


def wall(account: Account | None, *, before: int | None, limit: int) -> list[Post]:
    """What a visitor of the network reads: posts that begin a thread, newest first."""
    found = Post.objects.filter(is_ours=True, parent__isnull=True, gone_at__isnull=True).select_related(
        "account"
    )
    if account is not None:
        found = found.filter(account=account)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.annotate(said=Count("answers")).order_by("-pk")[:limit])


def thread(post: Post) -> Iterable[Post]:
    """Everything below a post that is not hidden, in the order in which it was said."""
    return Post.objects.filter(root=post, gone_at__isnull=True, is_hidden=False).order_by("pk")


def shown(row: Post) -> shapes.Post:
    """A post as it goes over the wire."""
    return shapes.Post(
        id=str(row.pk),
        key=row.key,
        author=shapes.Author(
            handle=row.author_handle,
            name=row.author_name,
            url=_address(f"@{row.author_handle}/") if row.is_ours else "",
        ),
        ours=row.is_ours,
        text=row.text,
        title=row.title,
        link=row.link,
        pictures=tuple(
            shapes.ShownPicture(
                media_id=one["media_id"], url=_address(f"gambar/{one['media_id']}"), alt=one["alt"]
            )
            for one in row.pictures
        ),
        tags=tuple(row.tags),
        categories=tuple(row.categories),
        language=row.language,
        in_reply_to=str(row.parent_id or ""),
        root=str(row.root_id or ""),
        hidden=row.is_hidden,
        url=_address(f"p/{row.root_id or row.pk}/") + (f"#p{row.pk}" if row.root_id else ""),
        created_at=row.made_at,
    )


def told(one: Notice) -> shapes.Notice:
    """A notice as it goes over the wire."""
    return shapes.Notice(id=str(one.place), kind=shapes.NoticeKind(one.kind), post=shown(one.post))


def _address(path: str) -> str:
    return urljoin(settings.PUBLIC_URL, f"/latihan/{path}")
