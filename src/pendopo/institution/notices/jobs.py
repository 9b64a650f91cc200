"""Mail and push: each a job of its own, so that trouble with one never repeats another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate import RetryStrategy

from pendopo.foundation.jobs import job, periodic, wake_once
from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.institution.notices.models import Notice, PushSubscription
from pendopo.institution.notices.push import Answer, push
from pendopo.institution.people.models import Member
from pendopo.institution.roster import queries as roster

RETRIES: Final = RetryStrategy(max_attempts=6, exponential_wait=4)
KEPT: Final = timedelta(days=180)


class TryAgain(Exception):
    """The push service has trouble; the job is repeated by its own patience."""


@job(queue="notices", name="notices.spread")
def spread(institution_id: int, batch: str) -> None:
    """Wake one job a device, and one a person whose mail does not wait."""
    with acting_for(institution_id):
        told = list(Notice.objects.filter(institution_id=institution_id, batch=batch))
        devices = PushSubscription.objects.filter(
            institution_id=institution_id, member_id__in=[notice.member_id for notice in told]
        )
        of_member: dict[int, list[int]] = {}
        for device in devices:
            of_member.setdefault(device.member_id, []).append(device.pk)
        for notice in told:
            for device_id in of_member.get(notice.member_id, ()):
                push_one.defer(institution_id=institution_id, notice_id=notice.pk, device_id=device_id)
            if notice.urgent:
                wake_mail(institution_id, notice.member_id)


@job(queue="notices", name="notices.push_one", retry=RETRIES)
def push_one(institution_id: int, notice_id: int, device_id: int) -> None:
    """Show one notice on one device; a device that is gone is forgotten."""
    show(institution_id, notice_id, device_id, datetime.now(UTC))


def show(institution_id: int, notice_id: int, device_id: int, now: datetime) -> None:
    """Push it, unless its reader has quiet now. Raises TryAgain."""
    with acting_for(institution_id):
        notice = (
            Notice.objects.select_related("member__person", "institution")
            .filter(institution_id=institution_id, pk=notice_id, read_at__isnull=True)
            .first()
        )
        if notice is not None and (until := _quiet_until(notice, now)) is not None:
            # What can wait does, until its reader's quiet hours end; then it is asked again.
            push_one.configure(schedule_at=until).defer(
                institution_id=institution_id, notice_id=notice_id, device_id=device_id
            )
            return
        device = PushSubscription.objects.filter(institution_id=institution_id, pk=device_id).first()
    if notice is None or device is None or device.member_id != notice.member_id:
        return
    try:
        opened = device.opened()
    except SecretUnreadable:
        answer = Answer.GONE  # the keys of the house changed; the browser has to subscribe again
    else:
        with _spoken_to(notice.member):
            words = {
                "title": notice.title_said,
                "body": notice.text_said,
                "url": reverse("notices:open", args=[notice.pk]),
                "tag": notice.once or f"notice-{notice.pk}",
                "urgent": notice.urgent,
            }
        answer = push(opened, words, urgent=notice.urgent)
    with acting_for(institution_id):
        kept = PushSubscription.objects.filter(institution_id=institution_id, pk=device_id)
        match answer:
            case Answer.TAKEN:
                kept.update(last_sent_at=now)
            case Answer.GONE | Answer.REFUSED:
                kept.delete()
            case Answer.LATER:
                raise TryAgain


@periodic(cron="*/5 * * * *")
@job(queue="notices", name="notices.mail_due")
def mail_due(timestamp: int) -> None:
    """Wake one job for each person whose mail is due."""
    now = datetime.fromtimestamp(timestamp, UTC)
    with whole_house("mail that is due is looked for in every institution"):
        due = list(
            Notice.objects.filter(mail_due_at__lte=now)
            .order_by()
            .values_list("institution_id", "member_id")
            .distinct()
        )
    for institution_id, member_id in due:
        with acting_for(institution_id):
            wake_mail(institution_id, member_id)


def wake_mail(institution_id: int, member_id: int) -> None:
    """Have this person's mail sent, unless that is about to happen anyway."""
    wake_once(mail_one, f"notices.mail:{member_id}", institution_id=institution_id, member_id=member_id)


@job(queue="notices", name="notices.mail_one", retry=RETRIES)
def mail_one(institution_id: int, member_id: int) -> None:
    """One mail with everything this person was told and has not read."""
    mail(institution_id, member_id, datetime.now(UTC))


def mail(institution_id: int, member_id: int, now: datetime) -> None:
    """Send it; in the reader's quiet hours only what is urgent, and the rest when they end."""
    with acting_for(institution_id):
        member = (
            Member.objects.active()
            .select_related("person", "institution")
            .filter(institution_id=institution_id, pk=member_id)
            .first()
        )
        waiting = Notice.objects.filter(
            institution_id=institution_id, member_id=member_id, mail_due_at__lte=now
        )
        if member is None:
            waiting.update(mail_due_at=None)
            return
        until = roster.quiet_until(institution_id, [member_id], now).get(member_id)
        if until is not None:
            waiting.filter(urgent=False).update(mail_due_at=until)
        told = list(waiting.unread().order_by("-urgent", "made_at", "pk"))
    if told:
        _mail(member, told).send()
    with acting_for(institution_id):
        Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(mail_due_at=None, mailed_at=now)


def _quiet_until(notice: Notice, now: datetime) -> datetime | None:
    if notice.urgent:
        return None
    return roster.quiet_until(notice.institution_id, [notice.member_id], now).get(notice.member_id)


def _mail(member: Member, told: list[Notice]) -> EmailMessage:
    with _spoken_to(member):
        words: dict[str, Any] = {
            "member": member,
            "institution": member.institution,
            "notices": [
                {
                    "title": notice.title_said,
                    "text": notice.text_said,
                    "url": urljoin(settings.PUBLIC_URL + "/", reverse("notices:open", args=[notice.pk])),
                    "at": notice.made_at,
                }
                for notice in told
            ],
            "all_url": urljoin(settings.PUBLIC_URL + "/", reverse("notices:list")),
        }
        return EmailMessage(
            subject=" ".join(render_to_string("notices/mail_subject.txt", words).split()),
            body=render_to_string("notices/mail.txt", words).strip() + "\n",
            to=[member.person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


class _spoken_to:  # noqa: N801
    """A person's own language, and their office's wall clock."""

    def __init__(self, member: Member) -> None:
        self._language = translation.override(member.person.language)
        self._zone = timezone.override(member.institution.zone)

    def __enter__(self) -> None:
        self._language.__enter__()
        self._zone.__enter__()

    def __exit__(self, *error: object) -> None:
        self._zone.__exit__(None, None, None)
        self._language.__exit__(None, None, None)


@periodic(cron="40 2 * * *")
@job(queue="notices", name="notices.forget_old")
def forget_old(timestamp: int) -> None:
    """Notices are pointers, not records: after half a year they go."""
    before = datetime.fromtimestamp(timestamp, UTC) - KEPT
    with whole_house("old notices of every institution are forgotten"):
        Notice.objects.filter(made_at__lt=before).delete()
