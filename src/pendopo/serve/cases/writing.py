"""Writing to a unit: the question, reminders and the week, handed over by `institution.handing_over`.

A worker that dies after the mail was handed over has it handed over once more: a question that never arrives harms a
citizen, one that arrives twice nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.foundation.jobs import job, wake_once
from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.institution.handing_over import Post, to_unit
from pendopo.institution.links import queries as link_queries
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.serve.cases import asking
from pendopo.serve.cases.models import MailKind, UnitMail
from pendopo.serve.cases.states import WITH_UNIT

# After a referral ended nobody needs these.
OF_A_RUNNING_QUESTION: Final = frozenset(
    {MailKind.QUESTION, MailKind.REMINDER, MailKind.PROMISED, MailKind.NEW_LINK}
)
TO_ALL_QUESTIONS: Final = frozenset({MailKind.DIGEST, MailKind.UNIT_LINK})


def wake(institution_id: int, mail_id: int) -> None:
    """Have one mail handed over as soon as this transaction is done."""
    wake_once(write, f"cases.write:{mail_id}", institution_id=institution_id, mail_id=mail_id)


@job(queue="notices", name="cases.write_to_unit")
def write(institution_id: int, mail_id: int) -> None:
    """Hand one mail over, if it is still due."""
    POST.deliver(institution_id, mail_id, now=datetime.now(UTC))


@contextmanager
def _at_work(institution_id: int) -> Iterator[None]:
    with acting_for(institution_id), house_itself("a unit is written to about what it was asked"):
        yield


def _rows() -> QuerySet[UnitMail]:
    return UnitMail.objects.select_related("institution", "unit", "referral__case", "referral__unit")


def _not_needed(mail: UnitMail) -> str:
    if (
        mail.kind in OF_A_RUNNING_QUESTION
        and mail.referral is not None
        and mail.referral.state not in WITH_UNIT
    ):
        return gettext_noop("The question was settled before.")
    return ""


def _written(mail: UnitMail, now: datetime) -> EmailMessage:
    return to_unit(mail, template=f"cases/mail/{mail.kind}", said=_said(mail, now))


def _said(mail: UnitMail, now: datetime) -> dict[str, Any]:
    words: dict[str, Any] = {"unit": mail.unit}
    if mail.kind in TO_ALL_QUESTIONS:
        token = asking.unit_token(mail.unit, by=None, now=now)
        words["link"] = link_queries.address_of("cases:unit_page", token)
    elif mail.referral is not None:
        words |= {"referral": mail.referral, "due": asking.due(mail.referral), "now": now}
        if mail.kind != MailKind.TAKEN_BACK:
            token = asking.token(mail.referral, by=None, now=now)
            words["link"] = link_queries.address_of("cases:liaison", token)
    return words


def _lost(mail: UnitMail, now: datetime) -> None:
    """Whoever keeps the case hears it, and can send the link another way."""
    if mail.referral is None:
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


POST: Final = Post(
    room="cases",
    rows=_rows,
    written=_written,
    not_needed=_not_needed,
    lost=_lost,
    acting=_at_work,
)
