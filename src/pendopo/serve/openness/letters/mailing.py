"""A letter goes to the applicant who gave an e-mail address, handed over by `institution.handing_over`.

A worker that dies after the mail was handed over leaves a letter that is due again some minutes later. It goes out
once more under the same Message-ID: a refusal that never arrives takes somebody's time to object, one that arrives
twice takes nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.foundation import public_pages
from pendopo.foundation.jobs import job, wake_once
from pendopo.foundation.paper import OFFICES_LANGUAGE
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.handing_over import Post
from pendopo.serve.openness import telling
from pendopo.serve.openness.letters.drawing import draw
from pendopo.serve.openness.models import Letter


def wake(institution_id: int, letter_id: int) -> None:
    """Have one letter handed over as soon as this transaction is done."""
    wake_once(mail, f"openness.mail:{letter_id}", institution_id=institution_id, letter_id=letter_id)


@job(queue="notices", name="openness.mail_letter")
def mail(institution_id: int, letter_id: int) -> None:
    """Hand one letter over, if it is still due."""
    POST.deliver(institution_id, letter_id, now=datetime.now(UTC))


def wake_what_is_left(institution_id: int, now: datetime) -> None:
    """Letters whose job was lost, whose worker died with them, or which are tried again."""
    with acting_for(institution_id):
        due = Letter.objects.filter(institution_id=institution_id, due_at__lte=now)
        for letter_id in due.values_list("pk", flat=True):
            wake(institution_id, letter_id)


def _rows() -> QuerySet[Letter]:
    return Letter.objects.select_related("institution", "request__institution", "request__applicant")


def _written(letter: Letter, now: datetime) -> EmailMessage:
    del now
    house, who, words = letter.request.institution, letter.request.applicant.identity, letter.words
    with translation.override(OFFICES_LANGUAGE):
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
        )
    mail.attach(f"{words['kind']}-{words['number'].replace('/', '-')}.pdf", drawn.content, drawn.media_type)
    return mail


def _lost(letter: Letter, now: datetime) -> None:
    telling.letter_lost(letter, now=now)


POST: Final = Post(room="openness", rows=_rows, written=_written, lost=_lost)
