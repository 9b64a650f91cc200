"""Personal data in what citizens write, one person under two names, and blocks in each of their states."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.broadcast.publishing.actions.settling import settle
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import Kind
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.posts import taken
from pendopo.desk.demo.voices import comment
from pendopo.institution.people.roles import Role
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Barring, Block, Message
from pendopo.listen.inbox.states import BLOCK_ORIGIN, HideReason
from pendopo.networks.contract import Refused, Sent
from pendopo.portal import actions as portal
from pendopo.practice.citizens import PEOPLE, Citizen
from pendopo.practice.shelf import Shelf

# Invented, and told from real ones: the area's regency exists, the person does not.
WITH_NUMBERS: Final = (
    "Min tolong dicek, NIK saya 3299015203910004 kok tidak terdaftar? WA saya 0812-0000-4321.",
    "KTP anak saya belum jadi, bisa dihubungi di lestari.ibu@surel.example ya.",
)
BLOCKED: Final = (
    ("slot.maxwin", "Slot Maxwin", "DEPO 10 RIBU JADI SEJUTA, klik bio!!", HideReason.GAMBLING),
    ("dana.kilat", "Dana Kilat", "Pinjaman cair tanpa syarat, cukup foto KTP.", HideReason.SCAM),
    (
        "warga_kesal",
        "Warga Kesal",
        "Pelayanan kalian lambat sekali, tiga kali datang tutup terus!",
        HideReason.HATE,
    ),
    ("promo.hoki", "Promo Hoki", "Bonus member baru, daftar sekarang.", HideReason.GAMBLING),
    ("toko.serba", "Toko Serba Ada", "Jual pengikut murah, seribu lima puluh ribu.", HideReason.SCAM),
    (
        "hoki.delapan",
        "Hoki Delapan",
        "Modal pulsa jadi jutaan, langsung cair malam ini!",
        HideReason.GAMBLING,
    ),
    ("kredit.cepat", "Kredit Cepat", "Butuh dana? Kirim foto KTP dan buku tabungan.", HideReason.SCAM),
    ("putar.terus", "Putar Terus", "Link resmi bocoran jam gacor ada di profil.", HideReason.GAMBLING),
    ("hadiah.pemda", "Hadiah Pemda", "Selamat! Anda terpilih, klaim hadiah di sini.", HideReason.SCAM),
)
ENDS: Final = (
    *("in_force", "asked", "declined", "withdrawn", "lifted"),
    # And where the network has answered.
    *("blocked", "refused", "lifting", "stuck"),
)
NETWORK_REFUSES: Final = Refused(why="Jejaring tidak mengizinkannya.")


def protect(office: Office, standing: dict[str, list[Delivery]], *, now: datetime) -> None:
    """What is covered, linked and blocked."""
    post = standing["dukcapil-mekarjaya"][-1]
    operator, editor = office.members[Role.OPERATOR], office.members[Role.EDITOR]
    at = now - timedelta(hours=7)
    asked = [
        comment(office, post, who, text, at=at)
        for who, text in zip((PEOPLE[-1], Citizen("bu.lestari", "Lestari")), WITH_NUMBERS, strict=True)
    ]
    inbox.reveal(
        conversation=asked[0],
        message=Message.objects.get(conversation=asked[0]),
        why="Mencocokkan NIK dengan data Disdukcapil.",
        by=operator,
        now=at + timedelta(minutes=20),
    )
    elsewhere = comment(
        office,
        standing["dpu-mekarjaya"][-1],
        Citizen("lestari_mekar", "Ibu Lestari"),
        "Lampu jalan padam.",
        at=at,
    )
    inbox.link_citizens(
        one=asked[1].citizen,
        other=elsewhere.citizen,
        why="Ia menyebut kedua akunnya lewat telepon.",
        by=operator,
        now=at + timedelta(minutes=30),
    )
    for number, ((handle, name, text, code), ends) in enumerate(zip(BLOCKED, ENDS, strict=True)):
        at = now - timedelta(hours=12, minutes=9 * number)
        conversation = comment(office, standing["dpu-mekarjaya"][-1], Citizen(handle, name), text, at=at)
        block = inbox.ask_block(
            message=Message.objects.get(conversation=conversation),
            code=code,
            by=operator,
            now=at + timedelta(minutes=5),
        )
        later = at + timedelta(minutes=40)
        match ends:
            case "in_force" | "lifted" | "blocked" | "refused" | "lifting" | "stuck":
                inbox.approve_block(block=block, by=editor, now=later)
            case "declined":
                inbox.decline_block(
                    block=block, why="Ini kritik, bukan kebencian. Jawab saja.", by=editor, now=later
                )
            case "withdrawn":
                inbox.withdraw_block(block=block, by=operator, now=later)
        if ends in {"blocked", "refused", "lifting", "stuck"}:
            _network_says(office, block, Kind.BLOCK, is_refused=ends == "refused", now=later)
        if ends in {"lifted", "lifting", "stuck"}:
            block.refresh_from_db()
            inbox.lift_block(
                block=block,
                why="Pemilik akun meminta maaf dan menghapusnya.",
                by=editor,
                now=later + timedelta(hours=2),
            )
        if ends == "stuck":
            _network_says(office, block, Kind.UNBLOCK, is_refused=True, now=later + timedelta(hours=2))


def _network_says(office: Office, block: Block, kind: Kind, *, is_refused: bool, now: datetime) -> None:
    barring = Barring.objects.select_related("message").get(block=block)
    delivery = taken(Delivery.objects.with_words().get(kind=kind, origin=BLOCK_ORIGIN, origin_id=barring.pk))
    if is_refused:
        settle(delivery, NETWORK_REFUSES, what=Attempt.What.SEND, now=now + timedelta(minutes=1))
        return
    author = barring.message.author
    Shelf(office.practice[delivery.account_id]).set_blocked(author, blocked=kind == Kind.BLOCK)
    settle(delivery, Sent(remote_id=author, url=""), what=Attempt.What.SEND, now=now + timedelta(minutes=1))


def promise(office: Office, *, now: datetime) -> None:
    """The office's own words in its rules for comments."""
    portal.publish_comment_policy(
        words=(
            "Siapa pun boleh berkomentar, tanpa akun. Petugas membaca setiap komentar sebelum tampil, "
            "paling lambat satu hari kerja. Pujian, pertanyaan, dan kritik sama-sama kami jawab."
        ),
        appeal=(
            "Komentar Anda disembunyikan atau akun Anda diblokir, dan Anda keberatan? Sampaikan lewat pesan langsung. "
            "Kepala Bidang Komunikasi Publik menilainya dan menjawab paling lambat lima hari kerja."
        ),
        why="Batas waktu jawaban atas keberatan kami cantumkan.",
        by=office.members[Role.EDITOR],
        now=now - timedelta(days=40),
    )
