"""A fictional regency for demonstrations: people, three months of posts, and what citizens say to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import translation

from pendopo.desk.demo import (
    alarms,
    asked_units,
    cases,
    citizens,
    duty,
    house,
    ideas,
    last_year,
    material,
    moderation,
    openness,
    posts,
    protecting,
    ruling,
    sharing,
    standards,
    understood,
    units,
    visuals,
    voices,
    watching,
)
from pendopo.desk.demo.house import SignIn
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.notices.models import Notice

__all__ = ["SignIn", "fill"]

TOLD_OF_THE_STOP: Final = ("publishing.stopped", "publishing.resumed")  # as if it were now
FRESH: Final = timedelta(days=2)  # what was told before that has been read


def fill(*, now: datetime) -> tuple[SignIn, ...]:
    """Invent the regency; the same moment brings the same regency, but for its passwords."""
    with translation.override(settings.LANGUAGE_CODE):
        administrator, people = house.begin(now=now)
        with acting_for(administrator.institution_id):
            office = house.furnish(administrator, people, now=now)
            standards.promise(office, now=now)
            last_year.say(office, now=now)
            published = posts.write(office, now=now)
            of_units = units.write(office, now=now)
            duty.keep(office, now=now)
            voices.hear(office, published, now=now)
            moderation.answer_hard_ones(office, of_units, now=now)
            moderation.hide_spam(office, of_units, now=now)
            protecting.protect(office, of_units, now=now)
            protecting.promise(office, now=now)
            alarms.work_by_itself(office, of_units, now=now)
            moderation.let_visitors_speak(office, now=now)
            openness.open_the_books(office, now=now)
            understood.understand(office, of_units, now=now)
            ruling.rule(office, published, now=now)
            units.sent_this_moment(office, now=now)
            units.refused_permission(office, now=now)
            asked_units.ask(office, now=now)
            cases.handle(office, published, now=now)
            material.gather(office, now=now)
            sharing.pass_on(office, now=now)
            citizens.take_part(office, now=now)
            watching.watch(office, now=now)
            ideas.collect(office, now=now)
            visuals.draw(office, now=now)
            # What happened in the invented past is mailed to nobody.
            told = Notice.objects.filter(institution_id=administrator.institution_id)
            told.filter(kind__in=TOLD_OF_THE_STOP).update(made_at=now - units.STOPPED_AGO)
            told.update(mail_due_at=None)
            told.filter(made_at__lt=now - FRESH).update(read_at=now - FRESH)
            # They were not invented in the order in which they happened, but are read in it.
            in_order = sorted(told, key=lambda one: one.made_at)
            told.delete()
            for one in in_order:
                one.pk = None
            Notice.objects.bulk_create(in_order)
        return people
