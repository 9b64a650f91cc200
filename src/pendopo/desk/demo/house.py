"""The regency's units, people, letters and accounts."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.utils.text import slugify

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.models import Campaign, Picture, Pillar
from pendopo.broadcast.content.models.library import ConsentKind
from pendopo.desk.demo import drawing
from pendopo.desk.demo.words import POSTS
from pendopo.institution.accounts import actions as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people import actions as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import actions as structure
from pendopo.institution.structure import queries as structure_queries
from pendopo.institution.structure.models import OrgUnit, Rung
from pendopo.networks.connecting import Connected
from pendopo.networks.contract import Credentials, Identity
from pendopo.portal import actions as portal
from pendopo.practice.models import Account
from pendopo.practice.shelf import Shelf

NAME: Final = "Pemerintah Kabupaten Mekarjaya"
SHORT_NAME: Final = "Kabupaten Mekarjaya"
REACHED: Final = {
    "address": "Jalan Alun-alun Utara 1, Mekarjaya",
    "phone": "(021) 5550 100",
    "email": "ppid@mekarjaya.example",
    "website": "https://mekarjaya.example",
}
MAIL: Final = "mekarjaya.example"
BEGAN: Final = timedelta(days=400)  # posts of a year ago come back

UNITS: Final = (
    ("Dinas Komunikasi dan Informatika", "Diskominfo"),
    ("Dinas Kesehatan", "Dinkes"),
    ("Dinas Pekerjaan Umum", "DPU"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
    ("Perumda Air Minum Tirta Mekar", "Tirta Mekar"),
    ("Badan Penanggulangan Bencana Daerah", "BPBD"),
)
PEOPLE: Final = (
    ("Bagus Wicaksono", Role.ADMINISTRATOR, "Pranata Komputer"),
    ("Sari Handayani", Role.OPERATOR, "Staf Media Sosial"),
    ("Rizal Maulana", Role.EDITOR, "Pranata Humas Muda"),
    ("Ratna Kusumawati", Role.APPROVER, "Kepala Bidang Komunikasi Publik"),
    ("Yoga Pratama", Role.DUTY_OFFICER, "Petugas Piket"),
    ("Wayan Astuti", Role.UNIT_LIAISON, "Penghubung Dinas Kesehatan"),
    ("Maria Lengkong", Role.INFORMATION_OFFICER, "Petugas PPID"),
    ("Nurlela Siregar", Role.INFORMATION_SUPERIOR, "Atasan PPID"),
    ("Agus Setiawan", Role.COORDINATOR, "Koordinator Pengaduan"),
    ("Hasan Basri", Role.LEADER, "Kepala Dinas Kominfo"),
    ("Lukman Harahap", Role.AUDITOR, "Auditor Inspektorat"),
)
# Handle, name, the unit that owns it. The first two speak every week, the others now and then.
ACCOUNTS: Final = (
    ("pemkab-mekarjaya", "Pemkab Mekarjaya", 0),
    ("tirta-mekar", "Tirta Mekar", 4),
    ("dinkes-mekarjaya", "Dinkes Mekarjaya", 1),
    ("dpu-mekarjaya", "DPU Mekarjaya", 2),
    ("dukcapil-mekarjaya", "Dukcapil Mekarjaya", 3),
    ("bpbd-mekarjaya", "BPBD Mekarjaya", 5),
)
# Who is reminded when a unit is silent: of the whole regency, and of one unit by name.
LADDER: Final = (
    (None, Rung.SECRETARY, "Sekretaris Daerah", "sekda"),
    (None, Rung.LEADER, "Ajudan Bupati", "ajudan"),
    (2, Rung.LIAISON, "Wawan Gunawan", "wawan.dpu"),
    (2, Rung.HEAD, "Kepala Dinas Pekerjaan Umum", "kadis.dpu"),
)
FOLDERS: Final = ("Layanan", "Lapangan", "Budaya")
BATIK: Final = 5
FORMER: Final = ("mekarjaya-lama", "Mekarjaya (akun lama)", 0)
ENDS_SOON: Final = Role.DUTY_OFFICER
PILLARS: Final = (
    ("Layanan publik", "Cara mengurus sesuatu, jam buka, perubahan layanan.", 1, 40),
    ("Kesiapsiagaan", "Cuaca, bencana, keselamatan.", 4, 20),
    ("Pembangunan", "Jalan, air, gedung: apa yang dikerjakan dan kapan selesai.", 3, 25),
    ("Budaya dan warga", "Cerita warga dan tradisi Mekarjaya.", 6, 15),
)


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """How to come in as one of these people."""

    name: str
    role: str
    email: str
    password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Office:
    """The furnished house."""

    administrator: Member
    members: dict[Role, Member]
    units: list[OrgUnit]
    pillars: list[Pillar]
    campaign: Campaign
    pictures: list[Picture]  # one for each of POSTS
    practice: dict[int, Account]  # by the official account's id
    accounts: list[SocialAccount]  # in the order of ACCOUNTS
    portal: SocialAccount
    by_hand: SocialAccount

    def picture(self, pk: int) -> Picture:
        """One of the library's pictures."""
        return next(one for one in self.pictures if one.pk == pk)


def begin(*, now: datetime) -> tuple[Member, tuple[SignIn, ...]]:
    """The institution with its administrator, and the sign-ins of everybody who will be there."""
    signs = tuple(
        SignIn(
            name=name,
            role=str(role.label),
            email=f"{slugify(name).replace('-', '.')}@{MAIL}",
            password=secrets.token_urlsafe(12),
        )
        for name, role, _position in PEOPLE
    )
    first = signs[0]
    administrator = structure.make_institution(
        name=NAME,
        short_name=SHORT_NAME,
        administrator=first.name,
        email=first.email,
        password=first.password,
        now=now - BEGAN,
    )
    return administrator, signs


def furnish(administrator: Member, signs: tuple[SignIn, ...], *, now: datetime) -> Office:
    """Units, people with letters, accounts, pillars and a campaign."""
    then = now - BEGAN
    # It stands above every letter.
    structure.describe(by=administrator, now=then, **REACHED)
    units = [
        structure.add_unit(
            parent=None,
            by=administrator,
            now=then,
            name=name,
            short_name=short,
            email=f"{slugify(short)}@{MAIL}",
        )
        for name, short in UNITS
    ]
    members = {Role.ADMINISTRATOR: administrator}
    for sign, (name, role, position) in zip(signs[1:], PEOPLE[1:], strict=True):
        # They are let in without an invitation: nobody reads the mail of invented people.
        members[role] = Member.objects.create(
            institution_id=administrator.institution_id,
            person=people.a_person(email=sign.email, name=name, password=sign.password),
            unit=units[1] if role == Role.UNIT_LIAISON else units[0],
            position=position,
            roles=[role.value],
        )
    zone = structure_queries.zone_of(administrator.institution)
    began = zone.day_of(then)
    for number, (role, member) in enumerate(members.items(), 1):
        days = 12 if role == ENDS_SOON else 300
        people.record_letter(
            member=member,
            number=f"800/{number:03}/SK/{began.year}",
            issued_on=began,
            valid_from=began,
            valid_until=zone.day_of(now) + timedelta(days=days),
            scope="Pengelolaan akun resmi Pemerintah Kabupaten Mekarjaya",
            by=administrator,
            now=then,
        )
    _name_the_ladder(units, by=administrator, now=then)
    pillars = [
        content.keep_pillar(
            name=name, about=about, dye=dye, share_percent=share, by=members[Role.EDITOR], now=then
        )
        for name, about, dye, share in PILLARS
    ]
    campaign = content.keep_campaign(
        name="Mekarjaya Siaga Musim Hujan",
        about="Warga tahu apa yang harus disiapkan sebelum hujan besar.",
        starts_on=zone.day_of(now - timedelta(days=40)),
        ends_on=zone.day_of(now + timedelta(days=50)),
        by=members[Role.EDITOR],
        now=then,
    )
    pictures = _hang_pictures(members, now=then)
    practice: dict[int, Account] = {}
    official = []
    for handle, name, unit in ACCOUNTS:
        connected, stand = _on_practice(handle, name, units[unit], members, then)
        practice[connected.pk] = stand
        official.append(connected)
    former, _stand = _on_practice(*FORMER[:2], units[FORMER[2]], members, then)
    accounts.close_account(
        account=former,
        why="Diganti akun resmi pemkab-mekarjaya.",
        by=members[Role.EDITOR],
        now=then + timedelta(days=20),
    )
    house = administrator.institution
    own = _connect(
        "portal",
        Identity(
            remote_id=house.slug,
            handle=house.slug,
            name="Portal Mekarjaya",
            url=urljoin(settings.PUBLIC_URL, f"/portal/{house.slug}/"),
        ),
        portal.make_token(name="Pendopo", by=administrator, now=then),
        units[0],
        members,
        then,
    )
    by_hand = _connect(
        "handoff",
        Identity(
            remote_id="",
            handle="@mekarjaya",
            name="Instagram Mekarjaya",
            url="https://instagram.example/mekarjaya",
        ),
        "",
        units[0],
        members,
        then,
    )
    # One permission ends soon, and posts are planned behind that day.
    SocialAccount.objects.filter(pk=official[1].pk).update(token_ends_at=now + timedelta(days=6))
    return Office(
        administrator=administrator,
        members=members,
        units=units,
        pillars=pillars,
        campaign=campaign,
        pictures=pictures,
        practice=practice,
        accounts=official,
        portal=own,
        by_hand=by_hand,
    )


def _name_the_ladder(units: list[OrgUnit], *, by: Member, now: datetime) -> None:
    for place, rung, name, mailbox in LADDER:
        contact = structure.Reachable(name=name, email=f"{mailbox}@{MAIL}")
        structure.change_ladder(
            unit=None if place is None else units[place], contacts={rung: contact}, by=by, now=now
        )


def _hang_pictures(members: dict[Role, Member], *, now: datetime) -> list[Picture]:
    by = members[Role.OPERATOR]
    folders = [content.add_folder(name=name, by=by, now=now) for name in FOLDERS]
    hung = []
    for number, ((title, *_rest), (_scene, alt)) in enumerate(zip(POSTS, drawing.SCENES, strict=True)):
        hung.append(
            content.add_picture(
                raw=drawing.drawn(number),
                name=f"{title}.png",
                alt=alt,
                folder=folders[number % len(folders)],
                source="Tim Media Mekarjaya",
                taken_on=now.date(),
                by=by,
                now=now,
            )
        )
    # The pattern was drawn after the cloth of somebody with a name.
    content.record_consent(
        picture=hung[BATIK],
        people_shown="Bu Aminah, pembatik",
        kind=ConsentKind.WRITTEN,
        given_on=now.date(),
        by=by,
        now=now,
    )
    return hung


def _on_practice(
    handle: str, name: str, unit: OrgUnit, members: dict[Role, Member], then: datetime
) -> tuple[SocialAccount, Account]:
    token = secrets.token_urlsafe(24)
    stand = Account.objects.create(
        handle=handle, name=name, fingerprint=hashlib.sha256(token.encode()).hexdigest(), made_at=then
    )
    me = Shelf(stand).me()
    identity = Identity(remote_id=me.id, handle=handle, name=name, url=me.url)
    return _connect("practice", identity, token, unit, members, then), stand


def _connect(
    network: str, identity: Identity, token: str, unit: OrgUnit, members: dict[Role, Member], then: datetime
) -> SocialAccount:
    base = "" if network == "handoff" else settings.PUBLIC_URL.rstrip("/")
    return accounts.connect_account(
        network=network,
        connected=Connected(
            credentials=Credentials(
                base=base,
                handle=identity.handle,
                remote_id=identity.remote_id,
                secrets={"token": token} if token else {},
                settings={"service": "instagram", "url": identity.url} if network == "handoff" else {},
            ),
            identity=identity,
        ),
        by=members[Role.EDITOR],
        now=then,
        register={
            "owner_unit": unit,
            "responsible": members[Role.LEADER],
            "custodian_one": members[Role.EDITOR],
            "custodian_two": members[Role.OPERATOR],
            "mailbox": f"akun@{MAIL}",
            "second_factor_on": then.date(),
            "reviewed_on": (then + BEGAN - timedelta(days=30)).date(),
        },
    )
