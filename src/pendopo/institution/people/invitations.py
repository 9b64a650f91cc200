"""The mail that lets a new person in: a link that sets their password, good for some days."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from procrastinate import RetryStrategy

from pendopo.foundation.jobs import job
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people.models import Member, Person

RETRIES: Final = RetryStrategy(max_attempts=8, exponential_wait=4)
SECONDS_OF_A_DAY: Final = 86_400


def password_link(person: Person) -> str:
    """The address under which this person sets a new password. It works once."""
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    place = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": token}
    )
    return urljoin(settings.PUBLIC_URL + "/", place)


@job(queue="notices", name="people.send_invitation", retry=RETRIES)
def send(institution_id: int, member_id: int) -> None:
    """Write to somebody who was invited; who set a password elsewhere before needs no new one."""
    with acting_for(institution_id):
        member = (
            Member.objects.active()
            .select_related("person", "institution")
            .filter(institution_id=institution_id, pk=member_id)
            .first()
        )
    if member is None:
        return
    person = member.person
    with translation.override(person.language):
        words = {
            "member": member,
            "institution": member.institution,
            "link": "" if person.has_usable_password() else password_link(person),
            "sign_in": urljoin(settings.PUBLIC_URL + "/", reverse("account_login")),
            "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_OF_A_DAY,
        }
        mail = EmailMessage(
            subject=" ".join(render_to_string("institution/mail/invitation_subject.txt", words).split()),
            body=render_to_string("institution/mail/invitation.txt", words).strip() + "\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
    mail.send()
