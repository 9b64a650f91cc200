"""Writing to a unit: take the row, hand the mail over outside of any transaction, report back.

A worker that dies after the mail was handed over leaves a row that is due again some minutes later. It goes out once
more under the same Message-ID: a question that never arrives harms a citizen, one that arrives twice nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_noop
from procrastinate.exceptions import AlreadyEnqueued

from pendopo.foundation.jobs import job
from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.institution.links import queries as link_queries
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.serve.cases import asking
from pendopo.serve.cases.models import MailKind, UnitMail
from pendopo.serve.cases.states import WITH_UNIT

TAKEN_FOR: Final = timedelta(minutes=10)
TRIES_MOST: Final = 6
PATIENCE: Final = timedelta(minutes=2)  # doubled with every try
# After a referral ended nobody needs these.
OF_A_RUNNING_QUESTION: Final = frozenset(
    {MailKind.QUESTION, MailKind.REMINDER, MailKind.PROMISED, MailKind.NEW_LINK}
)
TO_ALL_QUESTIONS: Final = frozenset({MailKind.DIGEST, MailKind.UNIT_LINK})


def wake(institution_id: int, mail_id: int) -> None:
    """Have one mail handed over as soon as this transaction is done."""
    name = f"cases.write:{mail_id}"
    # A savepoint: the refusal of a second job must not take the caller's transaction with it.
    with suppress(AlreadyEnqueued), transaction.atomic():
        write.configure(lock=name, queueing_lock=name).defer(institution_id=institution_id, mail_id=mail_id)


@job(queue="notices", name="cases.write_to_unit")
def write(institution_id: int, mail_id: int) -> None:
    """Hand one mail over, if it is still due."""
    deliver(institution_id, mail_id, now=datetime.now(UTC))


def deliver(institution_id: int, mail_id: int, *, now: datetime) -> None:
    """Take one mail, send it, report. Call outside of transactions; a mail that is not due is left alone."""
    with _at_work(institution_id):
        letter = take(institution_id, mail_id, now=now)
    if letter is None:
        return
    try:
        letter.send()
    except SMTPRecipientsRefused:
        with _at_work(institution_id):
            _give_up(mail_id, gettext_noop("The mailbox does not exist or takes no mail."), now=now)
    except (SMTPException, OSError) as error:
        with _at_work(institution_id):
            _try_again(mail_id, f"{type(error).__name__}: {error}", now=now)
    else:
        with _at_work(institution_id):
            UnitMail.objects.filter(pk=mail_id, due_at__isnull=False).update(
                due_at=None, sent_at=now, trouble=""
            )


@contextmanager
def _at_work(institution_id: int) -> Iterator[None]:
    with acting_for(institution_id), house_itself("a unit is written to about what it was asked"):
        yield


def take(institution_id: int, mail_id: int, *, now: datetime) -> EmailMessage | None:
    """The mail to hand over, with a link of its own; None when somebody else has it or nobody needs it."""
    taken = UnitMail.objects.filter(institution_id=institution_id, pk=mail_id, due_at__lte=now).update(
        due_at=now + TAKEN_FOR, tries=F("tries") + 1
    )
    if not taken:
        return None
    mail = UnitMail.objects.select_related("institution", "unit", "referral__case", "referral__unit").get(
        pk=mail_id
    )
    if (
        mail.kind in OF_A_RUNNING_QUESTION
        and mail.referral is not None
        and mail.referral.state not in WITH_UNIT
    ):
        UnitMail.objects.filter(pk=mail_id).update(
            due_at=None, given_up_at=now, trouble=gettext_noop("The question was settled before.")
        )
        return None
    with translation.override(settings.LANGUAGE_CODE), timezone.override(mail.institution.zone):
        return _written(mail, now=now)


def _written(mail: UnitMail, *, now: datetime) -> EmailMessage:
    house = mail.institution
    words: dict[str, Any] = {"mail": mail, "institution": house, "unit": mail.unit, "words": mail.words}
    if mail.kind in TO_ALL_QUESTIONS:
        token = asking.unit_token(mail.unit, by=None, now=now)
        words["link"] = link_queries.address_of("cases:unit_page", token)
    elif mail.referral is not None:
        words["referral"] = mail.referral
        words |= {"due": asking.due(mail.referral), "now": now}
        if mail.kind != MailKind.TAKEN_BACK:
            token = asking.token(mail.referral, by=None, now=now)
            words["link"] = link_queries.address_of("cases:liaison", token)
    subject = render_to_string(f"cases/mail/{mail.kind}_subject.txt", words)
    host = urlsplit(settings.PUBLIC_URL).hostname or "pendopo"
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string(f"cases/mail/{mail.kind}.txt", words).strip() + "\n",
        to=[mail.to],
        reply_to=[house.email] if house.email else None,
        headers={"Message-ID": f"<cases.{mail.mark}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def _try_again(mail_id: int, trouble: str, *, now: datetime) -> None:
    mail = UnitMail.objects.get(pk=mail_id)
    if mail.tries >= TRIES_MOST:
        _give_up(mail_id, trouble, now=now)
        return
    UnitMail.objects.filter(pk=mail_id, due_at__isnull=False).update(
        due_at=now + PATIENCE * 2 ** (mail.tries - 1), trouble=trouble[:300]
    )


def _give_up(mail_id: int, trouble: str, *, now: datetime) -> None:
    """The mail does not arrive: whoever keeps the case hears it, and can send the link another way."""
    given_up = UnitMail.objects.filter(pk=mail_id, due_at__isnull=False).update(
        due_at=None, given_up_at=now, trouble=trouble[:300]
    )
    mail = UnitMail.objects.select_related("unit", "referral__case").get(pk=mail_id)
    if not given_up or mail.referral is None:
        return
    notices.tell(
        institution_id=mail.institution_id,
        to=asking.keepers(mail.referral.case),
        kind="cases.mail_lost",
        title=Sentence(gettext_noop("Our mail does not reach %(unit)s"), {"unit": mail.unit.called}),
        text=Sentence(
            gettext_noop("%(to)s took no mail about case %(code)s. Send the link by WhatsApp instead."),
            {"to": mail.to, "code": mail.referral.case.code},
        ),
        url=reverse("cases:whatsapp", args=[mail.referral.pk]),
        urgent=True,
        once=f"cases.mail_lost:{mail.pk}",
        now=now,
    )
