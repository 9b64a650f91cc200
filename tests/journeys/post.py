"""The post office of a journey: a real mail server on this machine that keeps what it is handed."""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers.fixtures import free_ports


class PostOffice:
    """Takes every letter; `url` is what a house is told (PENDOPO_MAIL_URL)."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.url = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters += [(to, letter) for to in envelope.rcpt_tos]
        return "250 OK"

    def to(self, mailbox: str) -> list[str]:
        """Subject and text of what lies in a mailbox, the oldest first."""
        return [
            f"{letter['Subject']}\n\n{letter.get_content()}"
            for address, letter in list(self.letters)
            if address == mailbox
        ]

    def waits_for(self, mailbox: str, words: str, *, seconds: float = 90) -> str:
        """The newest letter to somebody, once there is one with these words."""
        end = time.monotonic() + seconds
        while True:
            if found := [one for one in self.to(mailbox) if words in one]:
                return found[-1]
            assert time.monotonic() < end, f"no letter to {mailbox} with “{words}”: {self.to(mailbox)}"
            time.sleep(0.2)


@contextmanager
def a_post_office() -> Iterator[PostOffice]:
    """Open until the end of the block."""
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_ports(1))
    controller.start()
    try:
        office.url = f"smtp://127.0.0.1:{controller.port}"
        yield office
    finally:
        controller.stop()
