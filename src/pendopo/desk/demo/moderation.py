"""What is hard in an inbox: answers that wait, fail or are unclear, words that are hidden, visitors of the portal."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.broadcast.publishing.actions.settling import settle
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import Kind
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.posts import nobody_knows, taken
from pendopo.desk.demo.voices import comment
from pendopo.desk.demo.words import HARD_ANSWERS, HARD_COMMENTS, OUR_ANSWERS, SPAM, VISITORS
from pendopo.institution.people.roles import Role
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Conversation, Hiding, Message
from pendopo.listen.inbox.states import Disposition, HideReason
from pendopo.networks.contract import Refused, Sent
from pendopo.portal import actions as portal
from pendopo.portal.models import Article
from pendopo.practice.citizens import PEOPLE
from pendopo.practice.shelf import Shelf

TOO_LATE: Final = "Jejaring tidak menerima jawaban lagi di utas ini."


def answer_hard_ones(office: Office, standing: dict[str, list[Delivery]], *, now: datetime) -> None:
    """One conversation for each state an answer can be in."""
    posts = {
        "draft": standing["dukcapil-mekarjaya"][-1],
        "in_review": standing["dukcapil-mekarjaya"][-1],
        "sending": standing["bpbd-mekarjaya"][-1],
        "unsure": standing["dpu-mekarjaya"][-1],
        "failed": standing["dukcapil-mekarjaya"][-2],
        "dropped": standing["dukcapil-mekarjaya"][-2],
    }
    for number, (state, text) in enumerate(HARD_COMMENTS.items()):
        at = now - timedelta(hours=5, minutes=11 * number)
        conversation = comment(office, posts[state], PEOPLE[number], text, at=at)
        _answer(office, conversation, state, now=at + timedelta(hours=1))


def _answer(office: Office, conversation: Conversation, state: str, *, now: datetime) -> None:
    by, text = office.members[Role.OPERATOR], HARD_ANSWERS[state]
    if state == "draft":
        inbox.write_reply(conversation=conversation, text=text, by=by, now=now)
        return
    last = Message.objects.filter(conversation=conversation).latest("said_at", "id")
    reply = inbox.send_reply(conversation=conversation, text=text, seen=last.pk, by=by, now=now)
    if state in {"in_review", "sending"} or reply.delivery_id is None:
        return
    delivery = taken(Delivery.objects.with_words().get(pk=reply.delivery_id))
    if state == "unsure":
        nobody_knows(delivery, now=now)
        return
    settle(delivery, Refused(why=TOO_LATE), what=Attempt.What.SEND, now=now)
    if state == "dropped":
        conversation.refresh_from_db()
        inbox.close(
            conversation=conversation,
            disposition=Disposition.REFERRED,
            reason="Kami hubungi pemohon lewat telepon.",
            by=by,
            now=now + timedelta(minutes=30),
        )


def hide_spam(office: Office, standing: dict[str, list[Delivery]], *, now: datetime) -> None:
    """Spam is hidden with its reason; one message was hidden by mistake and is seen again (R39)."""
    post, waits = standing["dpu-mekarjaya"][-1], standing["bpbd-mekarjaya"][-1]
    for number, (text, delivery, ends) in enumerate(
        zip(
            SPAM,
            (post, post, post, waits, waits),
            ("hidden", "shown", "refused", "hiding", "showing"),
            strict=True,
        )
    ):
        at = now - timedelta(hours=9, minutes=7 * number)
        conversation = comment(office, delivery, PEOPLE[number + len(HARD_COMMENTS)], text, at=at)
        message = Message.objects.get(conversation=conversation)
        by = office.members[Role.EDITOR]
        code = HideReason.SCAM if number % 2 else HideReason.GAMBLING
        hiding = inbox.hide(message=message, code=code, by=by, now=at)
        if ends == "hiding":
            continue
        _answered(office, message, hiding, Kind.HIDE, is_refused=ends == "refused", now=at)
        if ends in {"shown", "showing"}:
            message.refresh_from_db()
            inbox.show(message=message, by=by, now=at + timedelta(minutes=20))
        if ends == "shown":
            _answered(office, message, hiding, Kind.SHOW, is_refused=False, now=at + timedelta(minutes=21))


def _answered(
    office: Office, message: Message, hiding: Hiding, kind: Kind, *, is_refused: bool, now: datetime
) -> None:
    delivery = taken(
        Delivery.objects.with_words().get(kind=kind, origin="inbox.message", origin_id=hiding.pk)
    )
    if is_refused:
        settle(delivery, Refused(why="Jejaring tidak menyembunyikannya."), what=Attempt.What.SEND, now=now)
        return
    Shelf(office.practice[delivery.account_id]).set_hidden(message.remote_id, hidden=kind == Kind.HIDE)
    settle(delivery, Sent(remote_id=message.remote_id, url=message.url), what=Attempt.What.SEND, now=now)


def let_visitors_speak(office: Office, *, now: datetime) -> None:
    """Comments on the portal: one waits, one is shown, one is hidden, and an answer of ours was taken down."""
    house = office.administrator.institution
    article = Article.objects.filter(institution=house).latest("published_at")
    at = max(article.published_at + timedelta(hours=2), now - timedelta(days=2))
    said = [
        portal.leave_comment(article=article, author=name, text=text, visitor=name, now=at)
        for name, text in VISITORS
    ]
    shown, _waits, hidden, asked = said
    for one in (shown, asked):
        portal.set_hidden(comment=one, hidden=False)
    portal.set_hidden(comment=hidden, hidden=True)
    for number, (parent, text) in enumerate(zip((shown, asked), OUR_ANSWERS, strict=True)):
        answer, _is_new = portal.put_answer(
            institution=house,
            key=f"mekarjaya-{number}",
            article=article,
            parent=parent,
            text=text,
            author=house.short_name,
            now=at + timedelta(minutes=40),
        )
        if parent is asked:
            portal.take_answer_down(comment=answer)
