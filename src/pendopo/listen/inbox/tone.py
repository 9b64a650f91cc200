"""What in an answer makes somebody else read it first, and what only sends a citizen elsewhere (R37)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

RISKY: Final = (
    (
        re.compile(
            r"\b(uu ite|pasal \d+|pidana(kan)?|polisikan|lapor(kan)? (ke )?polisi|tuntut|somasi|pencemaran nama)\b",
            re.IGNORECASE,
        ),
        _("It mentions the law or the police."),
    ),
    (
        re.compile(
            r"\b(bohong|pembohong|bodoh|tolol|goblok|bego|hoaks kamu|provokator|buzzer|ngawur|lebay|nyinyir)\b",
            re.IGNORECASE,
        ),
        _("It has words that insult."),
    ),
    (
        re.compile(
            r"\b(bukan (urusan|wewenang|tanggung jawab) kami|salah (anda|kamu) sendiri|(anda|kamu) (harusnya|seharusnya)"
            r"|makanya|tidak usah (komentar|ikut campur)|sabar dong)\b",
            re.IGNORECASE,
        ),
        _("It puts the citizen off or blames them."),
    ),
    (
        re.compile(r"\b(korban|meninggal|tewas|korupsi|pungli|suap|pelecehan|kekerasan)\b", re.IGNORECASE),
        _("It touches casualties, corruption or violence."),
    ),
    (re.compile(r"[!?]{2,}"), _("It shouts.")),
)
LETTERS_TO_SHOUT: Final = 12

# As people write on a telephone, too: "krm srt resmi aja ya", "langsung ke kantor aja kak".
ELSEWHERE: Final = re.compile(
    r"\b((kirim|krm|bikin|buat|ajukan|sampaikan|layangkan|melalui|lewat|lwt|dengan|dgn|pakai|pake)\w*( \w+){0,3}"
    r" (surat|srt)( resmi| permohonan| tertulis)?"
    r"|(surat|srt) (resmi|tertulis)|surati( \w+)?|bersurat"
    r"|(datang|dateng|dtg|langsung|lgsg|silakan|silahkan|merapat|mampir)(lah)?( saja| aja)?( langsung)?( saja| aja)?"
    r" ke (kantor|ktr|kntr|loket|balai)"
    r"|(lapor(kan)?|lapornya)( \w+){0,2} (sendiri|di|ke|lewat|melalui) (sp4n|lapor!?|aplikasi)"
    r"|(hubungi|kontak|telepon|telpon|tlp|japri|tanya(kan)?)( saja| aja| langsung)*( ke)?"
    r" (dinas|dinasnya|instansi|opd|pihak)( (terkait|lain|yang berwenang|ybs))?)\b",
    re.IGNORECASE,
)
# "Untuk itu" and "agar ditindaklanjuti" say nothing: they only lead to the letter.
REASON: Final = re.compile(
    r"\b(karena|krn|sebab|supaya|mengingat|sesuai|berdasarkan"
    r"|(agar|untuk)(?! (itu|hal|info|informasi|lebih|dapat|bisa|segera|di\w+|kami)\b))\b",
    re.IGNORECASE,
)
NEXT_STEP: Final = re.compile(
    r"\b(kami (akan|sudah|telah|teruskan|bantu|catat|tindak|tindaklanjuti|kabari)|akan kami|sudah kami|telah kami"
    r"|paling lambat|(dalam|maksimal|paling lama) \d+ hari|sebelum pukul|langkah|nomor (tiket|laporan))\b"
    r"|https?://",
    re.IGNORECASE,
)


def risk(text: str) -> str:
    """Why somebody else should read this answer first, or ''."""
    for pattern, why in RISKY:
        if pattern.search(text):
            return str(why)
    letters = [one for one in text if one.isalpha()]
    if len(letters) >= LETTERS_TO_SHOUT and sum(one.isupper() for one in letters) > len(letters) * 0.7:
        return str(_("It shouts."))
    return ""


def topic_in(topics: str, texts: Sequence[str]) -> str:
    """The first of the topics, one a line, that one of the texts names as whole words; '' where none does."""
    for topic in topics.splitlines():
        if topic and any(
            re.search(rf"(?<!\w){re.escape(topic)}(?!\w)", text, re.IGNORECASE) for text in texts
        ):
            return topic
    return ""


def only_sends_elsewhere(text: str) -> bool:
    """Whether an answer asks for a letter or another office, and gives neither reason nor next step (R37)."""
    return bool(ELSEWHERE.search(text)) and not (REASON.search(text) and NEXT_STEP.search(text))
