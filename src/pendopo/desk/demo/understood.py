"""What triage understood of citizens' words, what people put right, and several who say the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.broadcast.publishing.models import Delivery
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.voices import comment
from pendopo.institution.people.roles import Role
from pendopo.institution.structure.models import OrgUnit
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.states import Question
from pendopo.practice.citizens import PEOPLE

ALIKE: Final = (
    "Lampu merah simpang Randu mati min, rawan tabrakan.",
    "Bangjo simpang Randu mati dari tadi pagi, tolong pak.",
    "Traffic light simpang Randu padam, macet total.",
    "Apill simpang Randu mati lagi, kapan diperbaiki?",
    "Lampu merah di simpang Randu ga nyala, dishub ke mana?",
)
URGENT: Final = "Tolong!! ada rumah kebakaran di Desa Cibening, api makin besar"
UNSURE: Final = "nah itu dia min"
MISREAD: Final = "Obat di puskesmas habis terus, padahal antre dari subuh."
# How citizens speak of units, by the short name of these.
SPOKEN: Final = {
    "Dinkes": ("puskesmas, rsud", "obat, antre dokter, imunisasi", "Puskesmas Cibening"),
    "DPU": ("bina marga", "lampu merah, bangjo, aspal", "simpang Randu"),
}


def understand(office: Office, standing: dict[str, list[Delivery]], *, now: datetime) -> None:
    """Five say the same, one calls for help, one is hard to read, and one is given to another unit."""
    for short, (names, duties, places) in SPOKEN.items():
        unit = _unit(office, short)
        inbox.describe_unit(
            unit=unit, names=names, duties=duties, places=places, by=office.administrator, now=now
        )
    roads, health = standing["dpu-mekarjaya"][-1], standing["dinkes-mekarjaya"][-1]
    for number, text in enumerate(ALIKE):
        comment(office, roads, PEOPLE[number], text, at=now - timedelta(minutes=140 - 20 * number))
    comment(office, roads, PEOPLE[8], URGENT, at=now - timedelta(minutes=6))
    comment(office, health, PEOPLE[9], UNSURE, at=now - timedelta(minutes=70))
    misread = comment(office, health, PEOPLE[10], MISREAD, at=now - timedelta(hours=3))
    _put_right(office, misread, now=now - timedelta(hours=2))
    inbox.compare(institution_id=office.administrator.institution_id, now=now)


def _put_right(office: Office, conversation: Conversation, *, now: datetime) -> None:
    """The unit was right; that it can wait was not; one correction was taken back."""
    by = office.members[Role.OPERATOR]
    unit = _unit(office, "Dinkes")
    inbox.correct(conversation=conversation, question=Question.UNIT, value=str(unit.pk), by=by, now=now)
    slip = inbox.correct(
        conversation=conversation, question=Question.INTENT, value="suggestion", by=by, now=now
    )
    inbox.undo_correction(choice=slip, by=by, now=now + timedelta(minutes=1))


def _unit(office: Office, short: str) -> OrgUnit:
    return next(unit for unit in office.units if unit.short_name == short)
