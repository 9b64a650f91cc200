"""What is public anyway, what is exempt, what was announced and reported."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import connection

from pendopo.institution.models import Institution
from pendopo.institution.people.models import Member
from pendopo.serve.openness import clocks
from pendopo.serve.openness.models import (
    ExemptInformation,
    InfoPledge,
    PublicInformation,
    ServiceReport,
)
from pendopo.serve.openness.models.lists import ExemptInformationQuerySet, PublicInformationQuerySet
from pendopo.serve.openness.states import Category

FOUND_MOST: Final = 5
# Half of what somebody asks for stands in the entry's title, or three words of it anywhere.
ENOUGH: Final = 0.5
WORDS_ENOUGH: Final = 3
# What every request says, whatever it asks for; stemmed by the database like the rest.
SAID_BY_ALL: Final = (
    "minta mohon permohonan informasi data dokumen salinan tolong bisa boleh mau ingin tentang mengenai terkait "
    "publik kabupaten kota provinsi pemerintah daerah min admin kak pak bu terima kasih saya kami apakah berapa "
    "bagaimana lihat dapat tahu perlu dan atau yang di ke dari untuk pada dengan ini itu ada oleh dalam sebagai juga "
    "karena agar supaya bagi serta para tidak belum sudah akan adalah tahun"
)
# Row-level security stays outside: the institution is asked for by the statement itself as well.
MATCHES: Final = """
WITH asked AS (
    SELECT DISTINCT word FROM unnest(tsvector_to_array(to_tsvector('indonesian', %(text)s))) AS word
    EXCEPT SELECT unnest(tsvector_to_array(to_tsvector('indonesian', %(common)s)))
)
SELECT i.id,
       count(*) FILTER (WHERE a.word = ANY(tsvector_to_array(to_tsvector('indonesian', i.title)))) AS in_title,
       count(*) AS anywhere,
       (SELECT count(*) FROM asked) AS asked
  FROM openness_publicinformation i
  JOIN asked a ON a.word = ANY(tsvector_to_array(to_tsvector('indonesian', i.title || ' ' || i.summary)))
 WHERE i.institution_id = %(institution)s AND i.taken_off_at IS NULL
 GROUP BY i.id
 ORDER BY in_title DESC, anywhere DESC, i.id
 LIMIT 20
"""


def already_public(text: str, *, institution_id: int) -> list[PublicInformation]:
    """Entries of the list of public information that may answer this already, the likeliest first.

    For whoever writes a request, and for triage. Nothing is promised: a person looks.
    """
    with connection.cursor() as cursor:
        cursor.execute(MATCHES, {"text": text, "common": SAID_BY_ALL, "institution": institution_id})
        scored = cursor.fetchall()
    likely = [
        pk
        for pk, in_title, anywhere, asked in scored
        if (in_title and in_title >= asked * ENOUGH) or (in_title and anywhere >= WORDS_ENOUGH)
    ][:FOUND_MOST]
    known = {
        one.pk: one
        for one in PublicInformation.objects.filter(institution_id=institution_id, pk__in=likely)
        .listed()
        .select_related("unit")
    }
    return [known[pk] for pk in likely if pk in known]


def information(institution: Institution) -> PublicInformationQuerySet:
    """The list of public information, by title."""
    found = PublicInformation.objects.filter(institution=institution).listed()
    return found.select_related("unit").order_by("category", "title", "pk")


def is_stale(entry: PublicInformation, today: date) -> bool:
    """Whether periodic information waits to be brought up to date."""
    if entry.category != Category.PERIODIC:
        return False
    months = clocks.clock_on(today).periodic_months
    since = (today.year - entry.updated_on.year) * 12 + today.month - entry.updated_on.month
    return since > months or (since == months and today.day > entry.updated_on.day)


def exempt_tests(member: Member) -> ExemptInformationQuerySet:
    """Every consequence test, the newest first."""
    found = ExemptInformation.objects.seen_by(member).select_related(
        "written_by__person", "approved_by__person"
    )
    return found.order_by("-exempt_from", "-pk")


def tests_in_force(institution_id: int, day: date) -> ExemptInformationQuerySet:
    """What may refuse a request on a day."""
    found = ExemptInformation.objects.filter(institution_id=institution_id).in_force(day)
    return found.order_by("number")


def exempt_phrases(institution_id: int, day: date) -> list[tuple[str, str]]:
    """Words of exempt information that must not be published, each with the number of its test (R15)."""
    return [
        (one.number, phrase.strip())
        for one in tests_in_force(institution_id, day)
        for phrase in one.phrases.splitlines()
        if phrase.strip()
    ]


def pledge(institution: Institution) -> InfoPledge | None:
    """The service announcement that holds."""
    return InfoPledge.objects.filter(institution=institution).first()


def pledges(member: Member) -> list[InfoPledge]:
    """Every announcement, the newest first."""
    return list(InfoPledge.objects.seen_by(member).select_related("announced_by__person"))


def reports(member: Member) -> dict[int, ServiceReport]:
    """What was written of the yearly reports, by year."""
    return {one.year: one for one in ServiceReport.objects.seen_by(member)}


def sent_reports(institution: Institution) -> list[ServiceReport]:
    """The reports anyone may read, the newest first."""
    found = ServiceReport.objects.filter(institution=institution, sent_on__isnull=False)
    return list(found.order_by("-year"))


def report_due_on(year: int, *, now: datetime) -> date:
    """The last day on which the report of a year is in time (R54)."""
    return clocks.clock_on(now.date()).report_due(year)
