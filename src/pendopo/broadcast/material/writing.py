"""Writing to a unit about material, handed over by `institution.handing_over`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.broadcast.material import times
from pendopo.broadcast.material.models import MaterialMail, MaterialRequest
from pendopo.broadcast.material.states import WITH_UNIT, MailKind
from pendopo.foundation.jobs import job, wake_once
from pendopo.institution.handing_over import Post, to_unit
from pendopo.institution.links import queries as links
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence

# These speak of several requests, as long as one of them is still with its unit.
GATHERED: Final = frozenset({MailKind.REQUEST, MailKind.REMINDER})


def wake(institution_id: int, mail_id: int) -> None:
    """Have one mail handed over as soon as this transaction is done."""
    wake_once(write, f"material.write:{mail_id}", institution_id=institution_id, mail_id=mail_id)


@job(queue="notices", name="material.write_to_unit")
def write(institution_id: int, mail_id: int) -> None:
    """Hand one mail over, if it is still due."""
    POST.deliver(institution_id, mail_id, now=datetime.now(UTC))


def link_to(request: MaterialRequest, *, now: datetime) -> str:
    """The whole address of a new link to a request."""
    return links.address_of("material:by_link", times.token(request, by=None, now=now))


def _rows() -> QuerySet[MaterialMail]:
    return MaterialMail.objects.select_related(
        "institution", "request__unit", "request__institution", "request__item"
    )


def _not_needed(mail: MaterialMail) -> str:
    if mail.kind in GATHERED:
        is_over = not _still_asked(mail)
    else:
        is_over = mail.kind == MailKind.QUESTION and mail.request.state not in WITH_UNIT
    return gettext_noop("Nobody needed it any more.") if is_over else ""


def _still_asked(mail: MaterialMail) -> list[MaterialRequest]:
    """What a mail gathers and units still have, the first day first."""
    found = MaterialRequest.objects.seen_by(mail).with_unit().filter(in_mails__mail=mail)
    return list(found.with_words().order_by("answer_by", "pk"))


def _written(mail: MaterialMail, now: datetime) -> EmailMessage:
    return to_unit(mail, template=f"material/mail/{mail.kind}", said=_said(mail, now))


def _said(mail: MaterialMail, now: datetime) -> dict[str, Any]:
    if mail.kind not in GATHERED:
        return {"asked": mail.request, "unit": mail.request.unit, "link": link_to(mail.request, now=now)}
    found = _still_asked(mail)
    lines = [
        {
            "asked": one,
            "is_over": one.answer_by <= now,
            "has_begun": one.has_begun,
            "link": link_to(one, now=now),
        }
        for one in found
    ]
    return {
        "lines": lines,
        "is_over": all(one.answer_by <= now for one in found),
        "has_units": len({one.unit_id for one in found}) > 1,  # one person may answer for several
    }


def _lost(mail: MaterialMail, now: datetime) -> None:
    """Whoever asked hears it, and can send the link another way."""
    lost = _still_asked(mail) if mail.kind in GATHERED else [mail.request]
    for one in lost:
        notices.tell(
            institution_id=mail.institution_id,
            to=[one.by_id],
            kind="material.mail_lost",
            title=Sentence(gettext_noop("Our mail does not reach %(unit)s"), {"unit": one.unit.called}),
            text=Sentence(
                gettext_noop("%(to)s took no mail about “%(title)s”. Send the link by WhatsApp instead."),
                {"to": mail.to, "title": one.title},
            ),
            url=reverse("material:request", args=[one.pk]),
            once=f"material.mail_lost:{mail.pk}:{one.pk}",
            now=now,
        )


POST: Final = Post(
    room="material",
    rows=_rows,
    written=_written,
    not_needed=_not_needed,
    lost=_lost,
)
