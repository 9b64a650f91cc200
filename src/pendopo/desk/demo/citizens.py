"""What citizens do themselves: reports from the public page, ratings, what is filed for them, what few need to know."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final

from pendopo.desk.demo.house import Office
from pendopo.foundation.tenancy import acting_as, house_itself
from pendopo.institution.people.roles import Role
from pendopo.serve.cases import actions
from pendopo.serve.cases.actions import Contact
from pendopo.serve.cases.models import Case, Filing
from pendopo.serve.cases.states import Agreed, CaseKind, Channel

# Of other places and offices: they belong to LAPOR!, not to the regency.
FILED: Final = (
    ("Jalan provinsi berlubang", "Lubang besar di jalan provinsi dekat jembatan Kaliputih."),
    ("Antrean paspor", "Antrean daring paspor selalu penuh sejak awal bulan."),
    ("Tarif parkir stasiun", "Tarif parkir stasiun naik dua kali lipat tanpa pengumuman."),
    ("Sinyal telepon lemah", "Sinyal di Desa Sidomulyo hilang setiap sore."),
)
WORKS: Final = 2  # a place in house.UNITS


def take_part(office: Office, *, now: datetime) -> None:
    """A few reports and what became of them."""
    operator = office.members[Role.OPERATOR]
    _from_the_page(office, now=now - timedelta(days=2))
    _restricted(office, now=now - timedelta(days=6))
    filings = [_filing(office, title, story, now=now - timedelta(days=4)) for title, story in FILED]
    later = now - timedelta(days=3)
    actions.note_handed_in(filing=filings[1], by=operator, now=later)
    actions.note_handed_in(filing=filings[2], by=operator, now=later)
    actions.note_number(filing=filings[2], number="8812407", by=operator, now=later + timedelta(hours=3))
    actions.give_up_filing(
        filing=filings[3], why="Operator seluler sudah memperbaiki menaranya.", by=operator, now=later
    )
    _register(office, now=now - timedelta(days=20))


def _from_the_page(office: Office, *, now: datetime) -> None:
    """Nobody of the office opened it: a citizen did."""
    with house_itself("an invented citizen hands in a report"):
        case = actions.report_from_page(
            institution_id=office.administrator.institution_id,
            key=uuid.uuid4(),
            kind=CaseKind.COMPLAINT,
            title="Sampah menumpuk di tepi sungai",
            story="Sudah seminggu sampah di tepi sungai belakang pasar tidak diangkut. Baunya sampai ke rumah.",
            place="Tepi sungai belakang Pasar Kliwon",
            happened_on=None,
            supervisory_content=False,
            is_anonymous=True,
            is_confidential=False,
            contact=Contact(name="Warga pasar"),
            visitor="demonstrasi",
            now=now,
        )
        actions.add_details(
            case=case, text="Hari ini ada lalat banyak sekali.", now=now + timedelta(hours=20)
        )


def _restricted(office: Office, *, now: datetime) -> None:
    """A matter of supervision: whoever is not on its list finds nothing of it anywhere."""
    coordinator = office.members[Role.COORDINATOR]
    with acting_as(coordinator):
        case = actions.open_case(
            kind=CaseKind.COMPLAINT,
            title="Dugaan pungutan di loket",
            story="Seorang petugas loket meminta uang agar berkas didahulukan.",
            channel=Channel.COUNTER,
            supervisory_content=True,
            reported_unit=office.units[WORKS],
            is_anonymous=True,
            is_confidential=True,
            by=coordinator,
            now=now,
        )
        actions.let_know(
            case=case,
            member=office.members[Role.AUDITOR],
            why="Memeriksa berkas sebagai inspektorat",
            by=coordinator,
            now=now + timedelta(hours=2),
        )


def _filing(office: Office, title: str, story: str, *, now: datetime) -> Filing:
    operator = office.members[Role.OPERATOR]
    case = actions.open_case(
        kind=CaseKind.COMPLAINT, title=title, story=story, channel=Channel.TELEPHONE, by=operator, now=now
    )
    consent = actions.record_consent(
        case=case,
        to=Agreed.FILED_AT_LAPOR,
        given_on=now.date(),
        how="Lewat telepon",
        text="Silakan dilaporkan ke LAPOR! untuk saya.",
        by=operator,
        now=now,
    )
    return actions.prepare_filing(
        case=case, consent=consent, channel="Admin LAPOR! kabupaten", by=operator, now=now
    )


def _register(office: Office, *, now: datetime) -> None:
    """Two lines out of an old book, and how content a citizen was with one of the answers."""
    coordinator = office.members[Role.COORDINATOR]
    days = [(now - timedelta(days=back)).date().isoformat() for back in (60, 50, 45)]
    register = actions.take_register(
        name="buku-aduan.xlsx",
        heading=["No", "Tanggal", "Isi aduan", "Status", "Tanggal selesai", "Jawaban"],
        rows=[
            [2, "1", days[0], "Saluran air di Jalan Kamboja mampet.", "selesai", days[1], "Sudah dikeruk."],
            [3, "2", days[1], "Rambu di simpang pasar hilang.", "selesai", days[2], "Rambu sudah dipasang."],
        ],
        by=coordinator,
        now=now,
    )
    actions.import_register(register=register, by=coordinator, now=now)
    answered = Case.objects.filter(imported__register=register).order_by("pk").first()
    if answered is not None:
        actions.rate(case=answered, score=4, words="Cepat, terima kasih.", now=now + timedelta(days=1))
