"""A letter goes to the applicant who gave an e-mail address: take the row, hand it over outside of any transaction.

A worker that dies after the mail was handed over leaves a letter that is due again some minutes later. It goes out
once more under the same Message-ID: a refusal that never arrives takes somebody's time to object, one that arrives
twice takes nothing.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.exceptions import AlreadyEnqueued

from pendopo.foundation import public_pages
from pendopo.foundation.jobs import job
from pendopo.foundation.tenancy import acting_for
from pendopo.serve.openness import telling
from pendopo.serve.openness.letters.drawing import OFFICES_LANGUAGE, draw
from pendopo.serve.openness.models import Letter

TAKEN_FOR: Final = timedelta(minutes=10)
TRIES_MOST: Final = 6
PATIENCE: Final = timedelta(minutes=2)  # doubled with every try


def wake(institution_id: int, letter_id: int) -> None:
    """Have one letter handed over as soon as this transaction is done."""
    name = f"openness.mail:{letter_id}"
    # A savepoint: the refusal of a second job must not take the caller's transaction with it.
    with suppress(AlreadyEnqueued), transaction.atomic():
        mail.configure(lock=name, queueing_lock=name).defer(
            institution_id=institution_id, letter_id=letter_id
        )


@job(queue="notices", name="openness.mail_letter")
def mail(institution_id: int, letter_id: int) -> None:
    """Hand one letter over, if it is still due."""
    deliver(institution_id, letter_id, now=datetime.now(UTC))


def wake_what_is_left(institution_id: int, now: datetime) -> None:
    """Letters whose job was lost, whose worker died with them, or which are tried again."""
    with acting_for(institution_id):
        due = Letter.objects.filter(institution_id=institution_id, mail_due_at__lte=now)
        for letter_id in due.values_list("pk", flat=True):
            wake(institution_id, letter_id)


def deliver(institution_id: int, letter_id: int, *, now: datetime) -> None:
    """Take one letter, mail it, report. Call outside of transactions; one that is not due is left alone."""
    with acting_for(institution_id):
        written = _take(institution_id, letter_id, now=now)
    if written is None:
        return
    trouble, is_final = "", False
    try:
        written.send()
    except SMTPRecipientsRefused as error:
        trouble, is_final = f"{type(error).__name__}: {error}", True
    except (SMTPException, OSError) as error:
        trouble = f"{type(error).__name__}: {error}"
    with acting_for(institution_id):
        _report(letter_id, trouble, is_final=is_final, now=now)


def _take(institution_id: int, letter_id: int, *, now: datetime) -> EmailMessage | None:
    """The mail to hand over; None when somebody else has it."""
    rows = Letter.objects.filter(institution_id=institution_id, pk=letter_id)
    taken = rows.filter(mail_due_at__lte=now).update(
        mail_due_at=now + TAKEN_FOR, mail_tries=F("mail_tries") + 1
    )
    if not taken:
        return None
    letter = rows.select_related("request__institution", "request__applicant").get()
    with translation.override(OFFICES_LANGUAGE):
        return _written(letter)


def _written(letter: Letter) -> EmailMessage:
    house, who, words = (
        letter.request.institution,
        letter.request.applicant.identity,
        letter.words,
    )
    host = urlsplit(settings.PUBLIC_URL).hostname or "pendopo"
    drawn = draw(words, house, "pdf")
    mail = EmailMessage(
        subject=f"{words['title']} {words['number']}",
        body=_(
            "%(name)s,\n\n"
            "We wrote to you: %(title)s, %(number)s. The letter is attached.\n"
            "With the number and the code of your request you follow it and read all letters here:\n%(page)s\n\n%(house)s\n"
        )
        % {
            "name": who.name,
            "title": words["title"],
            "number": words["number"],
            "page": public_pages.address("openness.check", house.slug),
            "house": words["head"]["name"],
        },
        to=[who.email],
        reply_to=[house.email] if house.email else None,
        headers={"Message-ID": f"<openness.{letter.mark}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach(f"{words['kind']}-{words['number'].replace('/', '-')}.pdf", drawn.content, drawn.media_type)
    return mail


def _report(letter_id: int, trouble: str, *, is_final: bool, now: datetime) -> None:
    rows = Letter.objects.filter(pk=letter_id, mail_due_at__isnull=False)
    if not trouble:
        rows.update(mail_due_at=None, mailed_at=now, mail_trouble="")
        return
    letter = rows.select_related("request").first()
    if letter is None:
        return
    if is_final or letter.mail_tries >= TRIES_MOST:
        rows.update(mail_due_at=None, mail_trouble=trouble[:300])
        telling.letter_lost(letter, now=now)
    else:
        rows.update(mail_due_at=now + PATIENCE * 2 ** (letter.mail_tries - 1), mail_trouble=trouble[:300])
