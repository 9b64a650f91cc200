"""Mail to people outside, units and applicants, promised as a row: taken, handed over outside of any transaction, and reported back.

The row is the truth. A worker takes it for some minutes; one that was taken and never reported goes out again under
the same Message-ID, so that mailboxes show it once. What is said, when nobody needs it any more, and who hears that
it does not arrive, each room says for itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any, Final, Generic, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from pendopo.foundation.tenancy import TenantModel, acting_for
from pendopo.institution.models import Rung

TAKEN_FOR: Final = timedelta(minutes=10)
TRIES_MOST: Final = 6
PATIENCE: Final = timedelta(minutes=2)  # doubled with every try

DUE_SENT_OR_GIVEN_UP: Final = (
    Q(due_at__isnull=False, sent_at__isnull=True, given_up_at__isnull=True)
    | Q(due_at__isnull=True, sent_at__isnull=False, given_up_at__isnull=True)
    | Q(due_at__isnull=True, sent_at__isnull=True, given_up_at__isnull=False)
)


class HandedOver(TenantModel):
    """A row that goes out as mail: due, taken by a worker, sent, or given up. Nothing of it: it is not mailed."""

    mark = models.UUIDField(default=uuid.uuid4, unique=True)  # of its Message-ID
    due_at = models.DateTimeField(null=True)  # null: sent, given up, or not to be mailed
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class PromisedMail(HandedOver):
    """One mail to somebody at a unit: promised once under its key, sent by a job that may die at any line."""

    key = models.CharField(max_length=100)  # "reminder:12:80": what it is about, for ever
    rung = models.CharField(max_length=20, choices=Rung.choices)
    name = models.CharField(max_length=150)
    to = models.EmailField()
    words = models.JSONField(default=dict)  # {"percent": 80} or the numbers of a digest
    made_at = models.DateTimeField()

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=HandedOver)


def needed(_mail: HandedOver) -> str:
    """Of rows that are always needed."""
    return ""


def to_unit(mail: PromisedMail, *, template: str, said: Mapping[str, Any]) -> EmailMessage:
    """The mail to somebody at a unit, in the office's language and on its clock."""
    house = mail.institution
    with translation.override(settings.LANGUAGE_CODE), timezone.override(house.zone):
        words = {"mail": mail, "institution": house, "words": mail.words, **said}
        return EmailMessage(
            subject=" ".join(render_to_string(f"{template}_subject.txt", words).split()),
            body=render_to_string(f"{template}.txt", words).strip() + "\n",
            to=[mail.to],
        )


@dataclass(frozen=True, kw_only=True)
class Post(Generic[Row]):
    """How the mail of one room is handed over."""

    room: str  # begins its Message-IDs
    rows: Callable[[], QuerySet[Row]]  # with what its words need
    written: Callable[[Row, datetime], EmailMessage]  # to whom, and in which words
    lost: Callable[[Row, datetime], None]  # tells whoever can send it another way
    not_needed: Callable[[Row], str] = needed  # why it is not sent any more; "" while it is needed
    acting: Callable[[int], AbstractContextManager[None]] = acting_for

    def deliver(self, institution_id: int, mail_id: int, *, now: datetime) -> None:
        """Take one mail, send it, report. Call outside of transactions; a mail that is not due is left alone."""
        with self.acting(institution_id):
            letter = self.take(institution_id, mail_id, now=now)
        if letter is None:
            return
        trouble, is_final = "", False
        try:
            letter.send()
        except SMTPRecipientsRefused:
            trouble, is_final = gettext_noop("The mailbox does not exist or takes no mail."), True
        except (SMTPException, OSError) as error:
            trouble = f"{type(error).__name__}: {error}"
        with self.acting(institution_id):
            self._report(mail_id, trouble, is_final=is_final, now=now)

    def take(self, institution_id: int, mail_id: int, *, now: datetime) -> EmailMessage | None:
        """The mail to hand over; None when somebody else has it or nobody needs it."""
        rows = self.rows().filter(institution_id=institution_id, pk=mail_id)
        if not rows.filter(due_at__lte=now).update(due_at=now + TAKEN_FOR, tries=F("tries") + 1):
            return None
        mail = rows.get()
        why = self.not_needed(mail)
        if why:
            rows.update(due_at=None, given_up_at=now, trouble=why)
            return None
        host = urlsplit(settings.PUBLIC_URL).hostname or "pendopo"
        letter = self.written(mail, now)
        letter.extra_headers |= {
            "Message-ID": f"<{self.room}.{mail.mark}@{host}>",
            "Auto-Submitted": "auto-generated",
        }
        letter.reply_to = [mail.institution.email] if mail.institution.email else []
        return letter

    def _report(self, mail_id: int, trouble: str, *, is_final: bool, now: datetime) -> None:
        rows = self.rows().filter(pk=mail_id, due_at__isnull=False)
        if not trouble:
            rows.update(due_at=None, sent_at=now, trouble="")
            return
        mail = rows.first()
        if mail is None:
            return
        if is_final or mail.tries >= TRIES_MOST:
            rows.update(due_at=None, given_up_at=now, trouble=trouble[:300])
            self.lost(mail, now)
        else:
            rows.update(due_at=now + PATIENCE * 2 ** (mail.tries - 1), trouble=trouble[:300])
