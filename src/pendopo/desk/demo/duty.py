"""The regency's duty roster: three weeks that were, the weeks to come, and what people ask each other about it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from pendopo.desk.demo.house import Office
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.roster import actions as roster
from pendopo.institution.roster.models import Shift
from pendopo.institution.roster.states import Cover, Quiet, ShiftState
from pendopo.institution.structure import queries as structure

BEGAN: Final = timedelta(days=21)
WEEK: Final = [0, 1, 2, 3, 4]
NOTES: Final = (
    "Semua pesan sudah dibalas. Tidak ada yang tertunda.",
    "Dua warga menunggu kabar Tirta Mekar soal air keruh di Kelurahan Sidomulyo. Janji: besok sebelum pukul 10.00.",
    "Laporan jalan berlubang Jalan Melati sudah diteruskan ke DPU. Warga minta foto setelah diperbaiki.",
    "Ramai pertanyaan jadwal posyandu. Jawaban Dinkes ada di balasan tersimpan.",
)


def keep(office: Office, *, now: datetime) -> None:
    """A roster with every state in it."""
    sari, rizal, yoga, agus = (
        office.members[role] for role in (Role.OPERATOR, Role.EDITOR, Role.DUTY_OFFICER, Role.COORDINATOR)
    )
    then = now - BEGAN
    first = structure.zone_of(sari.institution).day_of(then)
    roster.set_cover(cover=Cover.EVERY_DAY, begins=time(7, 30), ends=time(21), by=rizal, now=then)
    for member, days, begins, ends, off in (
        (sari, WEEK, time(7, 30), time(16), False),
        (yoga, WEEK, time(16), time(22), True),
        (agus, [5], time(8), time(16), True),
    ):
        roster.plan_weekly(
            member=member,
            weekdays=days,
            begins=begins,
            ends=ends,
            first_on=first,
            on_days_off=off,
            by=rizal,
            now=then,
        )
    _hand_over(now=now)
    roster.plan_ahead(institution_id=sari.institution_id, now=now)
    _ask(sari, yoga, agus, rizal, now=now)
    roster.set_quiet(choice=Quiet.OWN, begins=time(21), ends=time(6), by=sari)


def _hand_over(*, now: datetime) -> None:
    """Those of the last two weeks ended with a note."""
    ended = Shift.objects.filter(ends_at__lt=now, ends_at__gt=now - timedelta(days=14))
    for number, shift in enumerate(ended.order_by("ends_at").select_related("member__institution")):
        note = NOTES[number % len(NOTES)]
        roster.hand_over(shift=shift, note=note, by=shift.member, now=shift.ends_at)


def _ask(sari: Member, yoga: Member, agus: Member, rizal: Member, *, now: datetime) -> None:
    """Swaps in every state, one shift called off, and leave."""
    coming = Shift.objects.filter(state=ShiftState.PLANNED, begins_at__gt=now + timedelta(days=1))
    mine = list(coming.filter(member=sari).order_by("begins_at")[:5])
    evening = coming.filter(member=yoga).order_by("begins_at")[0]
    begins = [now - timedelta(hours=hours) for hours in (30, 28, 26, 24)]
    taken = roster.ask_swap(
        shift=mine[1], to=agus, why="Rapat koordinasi di provinsi.", by=sari, now=begins[0]
    )
    roster.accept_swap(swap=taken, by=agus, now=begins[1])
    no = roster.ask_swap(shift=mine[2], to=agus, by=sari, now=begins[0])
    roster.decline_swap(swap=no, by=agus, now=begins[1])
    back = roster.ask_swap(shift=mine[2], to=rizal, by=sari, now=begins[2])
    roster.withdraw_swap(swap=back, by=sari, now=begins[3])
    roster.ask_swap(shift=evening, to=sari, why="Mengantar orang tua berobat.", by=yoga, now=begins[3])
    late = roster.ask_swap(shift=mine[3], to=rizal, by=sari, now=begins[0])
    # Nobody answered; whoever keeps the roster decided.
    roster.give_shift(shift=late.shift, to=agus, by=rizal, now=begins[2])
    roster.call_off(shift=mine[4], why="Kantor mengikuti upacara; tim BPBD yang berjaga.", by=rizal, now=now)
    day = structure.zone_of(sari.institution).day_of(now) + timedelta(days=16)
    roster.record_leave(member=agus, first_on=day, last_on=day + timedelta(days=6), by=agus, now=now)
