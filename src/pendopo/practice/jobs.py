"""What happens on the practice network by itself: citizens react, and webhooks are called."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now
from procrastinate.exceptions import AlreadyEnqueued

from pendopo.foundation.jobs import job
from pendopo.practice import calls, citizens, shapes
from pendopo.practice.models import Notice, Post
from pendopo.practice.shelf import Shelf
from pendopo.practice.world import IsBlocked

SEED = 2026


@transaction.atomic
def let_citizens_react(post: Post) -> int:
    """Plan what the citizens say about a post; how many will."""
    found = citizens.remarks(seed=SEED, post_id=post.pk, text=f"{post.title} {post.text}")
    for turn, remark in enumerate(found):
        at = now() + timedelta(seconds=remark.after_seconds)
        # Another call may come before anybody reacted: what is planned already is not planned again.
        with suppress(AlreadyEnqueued), transaction.atomic():
            say.configure(schedule_at=at, queueing_lock=f"practice:{post.pk}:{turn}").defer(
                post_id=post.pk, handle=remark.who.handle, name=remark.who.name, text=remark.text
            )
    return len(found)


@job(queue="practice", name="practice.say")
def say(post_id: int, handle: str, name: str, text: str) -> None:
    """One citizen says it, unless they have said it already, the account blocks them or the post is gone."""
    with suppress(IsBlocked), transaction.atomic():
        post = Post.objects.select_related("account").filter(pk=post_id, gone_at__isnull=True).first()
        if post is None or post.answers.filter(author_handle=handle, text=text).exists():
            return
        new = shapes.NewComment(
            author=shapes.Author(handle=handle, name=name), text=text, in_reply_to=str(post.pk)
        )
        tell(Shelf(post.account).hear(new, parent=post, now=now()))


def tell(notice: Notice) -> None:
    """Call the account's webhook about it, where it has one."""
    if notice.account.webhook_url:
        call.defer(notice_id=notice.pk)


@job(queue="practice", name="practice.call", retry=3)
def call(notice_id: int) -> None:
    """Tell the account's webhook of one notice, signed."""
    notice = Notice.objects.select_related("account", "post").get(pk=notice_id)
    if notice.account.webhook_url:
        try:
            calls.make(notice, now=now())
        except calls.NotWanted:
            # Whoever was called reads on by asking, and may ask for calls again.
            Shelf(notice.account).set_webhook(shapes.Webhook())
