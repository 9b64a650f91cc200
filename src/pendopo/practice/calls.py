"""Calling an account's webhook, through the house's one way out."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings

from pendopo.networks.http import Line
from pendopo.networks.outside import Outside
from pendopo.practice import shapes, webhooks
from pendopo.practice.models import Notice
from pendopo.practice.shelf import told


class NotTaken(Exception):
    """The webhook did not take the call; it is made again."""


class NotWanted(Exception):
    """The webhook refuses our calls, or is not there any more: there is no use in making more of them."""


NOT_WANTED = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def make(notice: Notice, *, now: datetime) -> None:
    """Tell of one notice. Raises NotTaken, NotWanted, or httpx's errors of the way there."""
    account = notice.account
    parts = urlsplit(account.webhook_url)
    call = shapes.Call(id=f"{account.handle}-{notice.place}", sent_at=now, notice=told(notice))
    body = call.model_dump_json().encode()
    line = Line(
        base=f"{parts.scheme}://{parts.netloc}",
        outside=Outside(
            allowed_hosts=frozenset(settings.PENDOPO_OUTSIDE_ALLOWED_HOSTS) | {settings.PENDOPO_LOCAL_ADDRESS}
        ),
        account=f"practice-call:{account.handle}",
    )
    signature = webhooks.sign(account.webhook_secret, at=int(now.timestamp()), body=body)
    answer = line.talk(budget=10).send(
        "POST",
        account.webhook_url,
        content=body,
        headers={webhooks.SIGNATURE: signature, "Content-Type": "application/json"},
    )
    if answer.status_code in NOT_WANTED:
        raise NotWanted(str(answer.status_code))
    if not answer.is_success:
        raise NotTaken(str(answer.status_code))
