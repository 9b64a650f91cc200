"""Who may do what with a case: every deed, for everybody who might try it, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.db import transaction
from django.urls import reverse

from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Answer, Case, Consent, Entry, Filing, Knower, Referral
from pendopo.serve.cases.states import Agreed
from pendopo.serve.cases.tests.builders import NOW, a_case, a_written_case, arrives, is_refused, verified
from pendopo.serve.cases.views.doing import DEEDS

PEOPLE: Final = ("owner", "colleague", "other_unit", "coordinator", "leader", "auditor", "stranger")
# y: does it; n: is refused, and nothing changes; -: does not even find it.
HANDLES = "yynynn-"
COORDINATES = "nnnynn-"
ON_THE_LIST = "y-ny---"  # of a matter of supervision only its list knows
WATCHES_OVER: Final = (Case, Entry, Answer, Referral, Filing, Knower, Consent)


@dataclass
class House:
    """Everybody of the table, and what they meet."""

    people: dict[str, Any]
    account: Any
    works: Any
    case: Any = None

    @property
    def owner(self):
        return self.people["owner"]


@pytest.fixture
def house(db):
    stranger = a_member(an_institution("Kota Lain"), *Role, name="Orang lain")
    office = an_institution()
    people = {
        "owner": a_member(office, Role.OPERATOR, name="Sari"),
        "colleague": a_member(office, Role.OPERATOR, name="Dewi"),
        "other_unit": a_member(office, Role.UNIT_LIAISON, name="Wayan", unit=a_unit(office)),
        "coordinator": a_member(office, Role.COORDINATOR, name="Agus"),
        "leader": a_member(office, Role.LEADER, name="Hasan"),
        "auditor": a_member(office, Role.AUDITOR, name="Lukman"),
        "stranger": stranger,
    }
    works = a_unit(office, "Dinas Pekerjaan Umum", email="dpu@contoh.go.id")
    with acting_for(office.pk):
        return House(people=people, account=an_account(office), works=works)


def new(house):
    return a_written_case(house.account, house.owner)


def checked(house):
    return verified(new(house), house.owner)


def asked(house):
    case = checked(house)
    actions.refer(case=case, unit=house.works, question="Kapan diperbaiki?", by=house.owner, now=NOW)
    return case


def answered(house):
    case = checked(house)
    (answer,) = actions.send_answer(case=case, text="Sudah menyala.", by=house.owner, now=NOW)
    arrives(answer)
    return case


def failed(house):
    case = checked(house)
    (answer,) = actions.send_answer(case=case, text="Sudah menyala.", by=house.owner, now=NOW)
    is_refused(answer)
    return case


def closed(house):
    case = answered(house)
    actions.close(case=case, ending="settled", why="Sudah menyala.", by=house.owner, now=NOW)
    return case


def two(house):
    a_case(house.owner, title="Yang lain")
    return checked(house)


def joined(house):
    case = two(house)
    other = Case.objects.exclude(pk=case.pk).get()
    actions.join(case=case, into=other, by=house.people["coordinator"], now=NOW)
    return case


def supervised(house):
    case = a_case(house.owner, title="Pungli", supervisory_content=True)
    actions.let_know(case=case, member=house.people["extra"], why="Inspektorat", by=house.owner, now=NOW)
    return case


def to_file(house):
    case = checked(house)
    consent = actions.record_consent(
        case=case,
        to=Agreed.FILED_AT_LAPOR,
        given_on=NOW.date(),
        how="Telepon",
        text="Silakan.",
        by=house.owner,
        now=NOW,
    )
    actions.prepare_filing(case=case, consent=consent, channel="@pemkab", by=house.owner, now=NOW)
    return case


def the_case(house):
    return [house.case.pk]


def the_referral(_house):
    return [Referral.objects.get().pk]


def the_answer(_house):
    return [Answer.objects.get().pk]


def the_extra_one(house):
    return [house.case.pk, Knower.objects.get(member=house.people["extra"]).pk]


def other_code(house):
    return {"into": Case.objects.exclude(pk=house.case.pk).get().code}


YES: Final = {"given_on": "2026-11-24", "how": "Telepon", "text": "Silakan."}
# deed: how its case came to be, who may, what is sent, what its address names.
TABLE: Final[dict[str, tuple[Any, ...]]] = {
    "do:verifikasi": (new, HANDLES, {"title": "Lampu", "kind": "complaint", "place": "Jalan Melati"}),
    "do:mulai": (checked, HANDLES, {}),
    "do:kabar-terima": (new, HANDLES, {"text": "Sudah kami terima."}),
    "do:tanya-warga": (checked, HANDLES, {"text": "Di sebelah mana?"}),
    "do:tambahan": (checked, HANDLES, {"text": "Di depan SD."}),
    "do:catat": (checked, HANDLES, {"way": "phone", "whom": "Pak Danu", "text": "Sore ini."}),
    "do:pemegang": (checked, HANDLES, lambda house: {"to": house.people["colleague"].pk}),
    "do:jenis": (checked, COORDINATES, {"kind": "aspiration", "why": "Sebuah usul."}),
    "do:gabung": (two, COORDINATES, other_code),
    "do:pisah": (joined, COORDINATES, {"why": "Tempatnya lain."}),
    "do:tutup": (checked, HANDLES, {"ending": "withdrawn", "why": "Pelapor mencabut laporannya."}),
    "do:buka-lagi": (closed, HANDLES, {"why": "Padam lagi."}),
    "answer": (checked, HANDLES, {"text": "Besok.", "purpose": "final", "keep": "1"}),
    "refer": (checked, HANDLES, lambda house: {"unit": house.works.pk, "question": "Kapan?"}),
    "withdraw": (asked, HANDLES, {"why": "Sudah menyala."}, the_referral),
    "whatsapp": (asked, HANDLES, {}, the_referral),
    "change_links": (asked, HANDLES, {}, the_referral),
    "one_answer": (
        failed,
        HANDLES,
        {"do": "told", "how": "Telepon", "told_at": "2026-11-25T10:00"},
        the_answer,
    ),
    "reveal": (checked, HANDLES, {"why": "Menelepon pelapor."}),
    "flag": (checked, HANDLES, {}),
    "protect": (checked, HANDLES, {"anonymous": "1"}),
    "consent": (checked, HANDLES, {"to": Agreed.FILED_AT_LAPOR, **YES}),
    "let_know": (
        supervised,
        ON_THE_LIST,
        lambda house: {"member": house.people["colleague"].pk, "why": "Ya"},
    ),
    "let_go": (supervised, ON_THE_LIST, {"why": "Pindah tugas."}, the_extra_one),
    "filing": (checked, HANDLES, {**YES, "channel": "@pemkab"}),
    "handed_in": (to_file, HANDLES, {}),
    "filing_number": (to_file, HANDLES, {"number": "8812407"}),
    "give_up_filing": (to_file, HANDLES, {"why": "Pelapor berubah pikiran."}),
}


def everything(office):
    """All that a deed could have changed."""
    with acting_for(office), house_itself("a test looks at everything"):
        return [
            list(model.objects.filter(institution_id=office).order_by("pk").values())
            for model in WATCHES_OVER
        ]


def test_no_deed_is_forgotten():
    assert {name.partition(":")[2] for name in TABLE if ":" in name} == set(DEEDS)


@pytest.mark.parametrize("deed", TABLE)
def test_a_deed_is_done_by_who_may_and_by_nobody_else(house, deed):
    build, may, data, *rest = TABLE[deed]
    names = rest[0] if rest else the_case
    office = house.owner.institution_id
    with acting_for(office), house_itself("a test looks at everything"):
        house.people["extra"] = a_member(house.owner.institution, Role.APPROVER, name="Inspektur")
        house.case = build(house)
        sent = data(house) if callable(data) else data
        known = names(house)
    room, _colon, slug = deed.partition(":")
    address = reverse(f"cases:{room}", args=[*known, *([slug] if slug else [])])
    for who, letter in zip(PEOPLE, may, strict=True):
        with transaction.atomic():
            before = everything(office)
            status = signed_in(house.people[who]).post(address, sent).status_code
            is_changed = everything(office) != before
            transaction.set_rollback(True)
        wanted = {"y": {200, 302}, "n": {403, 422}, "-": {404}}[letter]
        assert status in wanted, (who, status)
        assert is_changed == (letter == "y"), who


@pytest.mark.parametrize("who", ["leader", "auditor", "other_unit"])
def test_nobody_is_shown_a_form_they_cannot_send(house, who):
    with acting_for(house.people["owner"].institution_id), house_itself("a test prepares"):
        case = asked(house)
        referral = case.referrals.get()
        told = verified(a_case(house.owner), house.owner)
        (untold,) = actions.send_answer(case=told, text="Sudah menyala.", by=house.owner, now=NOW)
    screen = signed_in(house.people[who])
    pages = {
        reverse("cases:intake"),
        reverse("cases:refer", args=[case.pk]),
        reverse("cases:withdraw", args=[referral.pk]),
        reverse("cases:whatsapp", args=[referral.pk]),
        reverse("cases:answer", args=[case.pk]),
        reverse("cases:one_answer", args=[untold.pk]),
        *(reverse("cases:do", args=[case.pk, deed]) for deed in DEEDS),
    }
    assert {page: screen.get(page).status_code for page in pages} == dict.fromkeys(pages, 403)
    page = screen.get(reverse("cases:case", args=[case.pk]))
    if page.status_code == 200:
        assert not {one for one in pages if f'href="{one}"' in page.text}
