"""Personal data in a text: where it stands, and how the text may be shown without it (R15, R80).

Numbers are found however they are grouped, with an O for a zero, and in foreign digits. What looks
like one and is none (sums of money, dates, decrees, hotlines) is let through.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pendopo.foundation.looking import Sought
from pendopo.foundation.personal_data.identity_numbers import PLATE_AREAS, is_card, is_nik
from pendopo.foundation.personal_data.published import NOTHING_PUBLISHED, Published
from pendopo.foundation.secrets import masks, spellings


class Kind(StrEnum):
    """What was found; each is the code of a rule."""

    NIK = "nik"
    FAMILY_CARD = "family_card"
    CARD = "card"
    MOBILE = "mobile"
    LANDLINE = "landline"
    EMAIL = "email"
    BANK_ACCOUNT = "bank_account"
    PLATE = "plate"
    ADDRESS = "address"


@dataclass(frozen=True)
class Hit:
    """Where personal data stands, and what may be shown of it."""

    kind: Kind
    start: int
    end: int
    masked: str


class _Plain(dict[int, str | int]):
    """One sign for one sign, so that places in the plain text are places in the text."""

    def __missing__(self, code: int) -> str | int:
        digit = unicodedata.decimal(chr(code), None) if code > 0x7F else None
        self[code] = code if digit is None else str(digit)
        return self[code]


_PLAIN: Final = _Plain(
    {
        **dict.fromkeys((0xA0, 0xAD, 0x2007, 0x2009, 0x200B, 0x200C, 0x200D, 0x202F, 0x2060, 0xFEFF), " "),
        **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFE63, 0xFF0D), "-"),
        0xFF0B: "+",
        0xFF20: "@",
        0xFF0E: ".",
    },
)
_DIGITS: Final = str.maketrans("OoIl", "0011")

# A digit, or a letter that stands for one: between digits, or right behind one and before no letter.
_D: Final = r"(?:[0-9]|[OoIl](?=[OoIl]*[0-9])|(?<=[0-9OoIl])[OoIl](?![A-Za-z]))"
_NO_DIGIT_BEFORE: Final = r"(?<![0-9])(?<![0-9][.,])"
_NO_DIGIT_AFTER: Final = r"(?![0-9])"

# A pattern begins with a set of signs wherever it can, and is `Sought` by a part where it cannot: see looking.py.
_SIXTEEN: Final = re.compile(
    rf"[0-9](?<![0-9][0-9])(?<![0-9][.,][0-9])(?:[ .\-/_]{{0,2}}{_D}){{15}}{_NO_DIGIT_AFTER}"
)
_EIGHT: Final = re.compile(r"8(?=[ .\-]?[1-9IlOo](?:[ .\-_]{0,3}[0-9OoIl]){6})")
_MOBILE: Final = Sought(
    re.compile(
        rf"{_NO_DIGIT_BEFORE}(?<![A-Za-z])"
        rf"(?:(?:\+|00)?62[ .\-]{{0,2}}(?:\(?0\)?[ .\-]?)?|[0Oo])[ .\-]?8[ .\-]?[1-9IlOo]"
        rf"(?:[ .\-_]{{0,3}}{_D}){{6,10}}{_NO_DIGIT_AFTER}",
    ),
    part=_EIGHT,
    before=11,
)
_BARE_MOBILE: Final = Sought(
    re.compile(
        rf"\b(?:wa|whatsapp|hp|telp|telepon|sms|ponsel|hubungi|kontak)\W{{1,4}}(8[1-9](?:[ .\-]?[0-9]){{7,10}}){_NO_DIGIT_AFTER}",
        re.IGNORECASE,
    ),
    part=_EIGHT,
    before=12,
)
_LANDLINE: Final = Sought(
    re.compile(
        rf"{_NO_DIGIT_BEFORE}(?<![A-Za-z/])(?:\(0[2-79][0-9]{{1,2}}\)|(?:\+62|\(\+?62\))[ .\-]?\(?[2-79][0-9]{{1,2}}\)?|0[2-79][0-9]{{1,2}})"
        rf"[ .\-]{{1,3}}[1-9][0-9]{{2,7}}(?:[ .\-][0-9]{{2,4}}){{0,2}}{_NO_DIGIT_AFTER}",
    ),
    part=re.compile(r"[06](?=[2-79])"),
    before=2,
)
_LANDLINE_AFTER_WORD: Final = Sought(
    re.compile(
        rf"\b(?:telp|telepon|tlp|fax|faks|faksimile)\W{{1,4}}(0[2-79][0-9]{{7,10}}){_NO_DIGIT_AFTER}",
        re.IGNORECASE,
    ),
    part=re.compile(r"0(?=[2-79][0-9]{7})"),
    before=13,
)
_EMAIL: Final = Sought(
    re.compile(
        r"(?<![A-Za-z0-9._%+\-@*/])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}(?:@| ?[(\[] ?(?:at|et) ?[)\]] ?)"
        r"[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62}[A-Za-z0-9])?(?:\.[A-Za-z0-9\-]{1,63}){0,4}\.[A-Za-z]{2,24}(?![A-Za-z0-9])",
        re.IGNORECASE,
    ),
    part=re.compile(r"[@(\[]"),
    before=65,
)
_BANKS: Final = (
    r"bri|bni|bca|btn|bsi|bjb|bpd|bpr|bank\s+\w+|mandiri|cimb(?:\s+niaga)?|danamon|permata|muamalat|"
    r"maybank|ocbc|seabank|jago|jenius|dki|panin|mega"
)
_ACCOUNT: Final = r"([0-9](?:[ .\-]?[0-9]){7,15})(?![0-9]|[.,][0-9])"
_LONG_NUMBER: Final = re.compile(r"[0-9](?=(?:[ .\-]?[0-9]){7})")
_BANK_BEFORE: Final = Sought(
    re.compile(
        rf"\b(?:(?:no(?:mor)?\.?\s*)?rek(?:ening)?|norek|a/c|{_BANKS})\b[^0-9\n]{{0,30}}(?<![0-9]){_ACCOUNT}",
        re.IGNORECASE,
    ),
    part=re.compile(
        r"[AaBbCcDdJjMmNnOoPpRrSsſ](?<!\w.)"
        rf"(?i:(?=o(?:mor)?\.?\s*rek|ek|/c|{'|'.join(sorted({name[1:3] for name in _BANKS.split('|')}))}))"
    ),
)
_BANK_AFTER: Final = Sought(
    re.compile(
        rf"(?<![0-9])(?<![0-9][.,\-])(?<![A-Za-z]){_ACCOUNT}[ ,(]{{1,3}}(?:a\.?\s?/?n\b|atas\s+nama|{_BANKS})\b",
        re.IGNORECASE,
    ),
    part=_LONG_NUMBER,
)
_PLATE: Final = re.compile(
    r"([A-Z](?<![A-Za-z0-9][A-Z])[A-Z]?)[ \-]?([1-9][0-9]{0,3})[ \-]?([A-Z]{1,3})(?![A-Za-z0-9])",
)
_SMALL_PLATE: Final = Sought(
    re.compile(
        r"\b(?:plat|pelat|nopol|no\.?\s?pol|nomor\s+polisi|tnkb)\b[^0-9\n]{0,15}?\b([A-Za-z]{1,2})[ \-]?([1-9][0-9]{0,3})[ \-]?([A-Za-z]{1,3})\b",
        re.IGNORECASE,
    ),
    part=re.compile(r"[NnPpTt](?<!\w.)(?i:(?=e?lat|o\.?\s?pol|omor\s+pol|nkb))"),
)
_NEIGHBOURS: Final = re.compile(r"[Rr][Tt](?<!\w..)\b")
_ADDRESS: Final = re.compile(
    r"\b(?:jl|jln|jalan|gang|gg|perum|perumahan|komplek|kompleks|kp|kampung|dusun|dsn)\b\.?\s+[^\n;0-9]{2,50}"
    r"(?:\b(?:no|nomor)\b\.?\s*|\bblok\s+|\s)[A-Za-z]{0,2}[ .\-/]?[0-9]{1,4}[A-Za-z]?\b[^\n;]{0,25}?"
    r"\bRT\b\.?\s*0{0,2}[0-9]{1,3}(?:\s*[/,\-]?\s*(?:RW\b\.?\s*)?0{0,2}[0-9]{1,3})?",
    re.IGNORECASE,
)
_MONEY_BEFORE: Final = re.compile(r"(?:Rp|IDR|rupiah|senilai|sebesar)\.?\s*$", re.IGNORECASE)
_GROUPED_SUM: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_DATE_LIKE: Final = re.compile(
    r"[0-3]?[0-9][.\- ][01]?[0-9][.\- ](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[.\- ][01][0-9][.\- ][0-3][0-9]"
)
_YEARS: Final = re.compile(r"(?:19|20)[0-9]{2}[ \-.]{1,3}(?:19|20)[0-9]{2}")
_FAMILY_WORDS: Final = re.compile(r"\b(?:kk|kartu\s+keluarga)\b", re.IGNORECASE)
_PERSON_WORDS: Final = re.compile(
    r"\b(?:nik|ktp|e-ktp|no(?:mor)?\.?\s+induk\s+kependudukan)\b", re.IGNORECASE
)
_PLATE_WORDS: Final = re.compile(
    r"\b(?:pelat|plat|nopol|polisi|kendaraan|mobil|motor|truk|bus|angkot)\b", re.IGNORECASE
)
_NO_PLATE_BEFORE: Final = re.compile(
    r"(?:\b(?:blok|gedung|kav|kavling|ruang|kelas|tipe|type|seri|lantai|pasal|perda|no|nomor|sk|gate|zona|hal)\b\.?\s*|[0-9]\s*)$",
    re.IGNORECASE,
)
_UNITS: Final = frozenset(
    {"KM", "KG", "CM", "RI", "JT", "GB", "MB", "WIB", "WIT", "PNS", "ASN", "TV", "FM", "AM"}
)
_ERAS: Final = frozenset({"M", "H", "SM"})
ROUNDS: Final = 4  # a mask may lay bare what stood across its border
LONGEST_LINK: Final = 2000
_BREAK: Final = re.compile(r"[\s<>\"“”]")
# How the address of a page begins: with its scheme, or as a bare name whose ending nobody uses by accident.
_PAGE: Final = re.compile(
    r"(?<![\w@/.\-])(?:https?://(?:[\w\-]+\.)+[^\W\d_][\w\-]+(?::[0-9]{1,5})?|(?:[a-z0-9\-]+\.)+(?:id|com|org|net|gov|edu|int))[/?#]",
    re.IGNORECASE,
)
_PHONE_LINK: Final = re.compile(r"(?:wa\.me/|whatsapp\.com/send/?\?(?:\S*&)?phone=|tel:)\+?$", re.IGNORECASE)


@dataclass(frozen=True)
class _Seen:
    """A candidate before it is compared with what the office publishes."""

    kind: Kind
    start: int
    end: int
    masked: str
    published: bool = False


def found_in(text: str, published: Published = NOTHING_PUBLISHED) -> tuple[Hit, ...]:
    """The personal data in a text, in order and without overlaps; what the office publishes is none."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    seen: list[_Seen] = []
    for finder in _FINDERS:
        for one in finder(plain, published):
            if any(one.start < other.end and other.start < one.end for other in seen):
                continue
            if _is_only_address_of_a_page(one, plain):
                continue
            seen.append(one)
    kept = sorted((one for one in seen if not one.published), key=lambda one: one.start)
    return tuple(Hit(one.kind, one.start, one.end, one.masked) for one in kept)


def masked(text: str, published: Published = NOTHING_PUBLISHED) -> str:
    """The text with every piece of personal data covered, for those who have no reason to see it."""
    for _round in range(ROUNDS):
        hits = found_in(text, published)
        if not hits:
            break
        for hit in reversed(hits):
            text = text[: hit.start] + hit.masked + text[hit.end :]
    return text


def _is_only_address_of_a_page(one: _Seen, plain: str) -> bool:
    """Numbers in a link are names of pages, except a NIK, a mail address and a number to dial."""
    if one.kind in {Kind.NIK, Kind.FAMILY_CARD, Kind.EMAIL}:
        return False
    if _BREAK.search(plain, one.start, one.end):
        return False
    word = _BREAK.split(plain[max(0, one.start - LONGEST_LINK) : one.start])[-1]
    return bool(_PAGE.search(word)) and not _PHONE_LINK.search(word)


def _sixteen_digits(plain: str, published: Published) -> Iterator[_Seen]:
    for match in _SIXTEEN.finditer(plain):
        start, end = match.span()
        digits = spellings.digits(match.group().translate(_DIGITS))
        before = plain[max(0, start - 40) : start]
        if len(digits) != 16 or _MONEY_BEFORE.search(before):
            continue
        family = _last_place(_FAMILY_WORDS, before)
        person = _last_place(_PERSON_WORDS, before)
        if is_nik(digits) or family >= 0 or person >= 0:
            kind = Kind.FAMILY_CARD if family > person else Kind.NIK
            yield _Seen(kind, start, end, masks.nik(digits))
        elif is_card(digits):
            yield _Seen(Kind.CARD, start, end, masks.account(digits))
        elif digits in published.bank_accounts:
            yield _Seen(Kind.BANK_ACCOUNT, start, end, "", published=True)


def _last_place(pattern: re.Pattern[str], before: str) -> int:
    return max((match.start() for match in pattern.finditer(before)), default=-1)


def _mobiles(plain: str, published: Published) -> Iterator[_Seen]:
    spans = [match.span() for match in _MOBILE.found_in(plain)]
    spans += [match.span(1) for match in _BARE_MOBILE.found_in(plain)]
    for start, end in spans:
        written = plain[start:end].translate(_DIGITS)
        number = spellings.phone(written)
        if 11 <= len(number) <= 15 and not _MONEY_BEFORE.search(plain, max(0, start - 12), start):
            yield _Seen(Kind.MOBILE, start, end, masks.phone(number), number in published.phones)


def _landlines(plain: str, published: Published) -> Iterator[_Seen]:
    spans = [match.span() for match in _LANDLINE.found_in(plain)]
    spans += [match.span(1) for match in _LANDLINE_AFTER_WORD.found_in(plain)]
    for start, end in spans:
        number = spellings.phone(plain[start:end])
        if 10 <= len(number) <= 13:
            yield _Seen(Kind.LANDLINE, start, end, masks.phone(number), number in published.phones)


def _emails(plain: str, published: Published) -> Iterator[_Seen]:
    for match in _EMAIL.found_in(plain):
        address = re.sub(r" ?[(\[] ?(?:at|et) ?[)\]] ?", "@", match.group(), flags=re.IGNORECASE)
        known = spellings.email(address) in published.emails
        yield _Seen(Kind.EMAIL, match.start(), match.end(), masks.email(address), known)


def _bank_accounts(plain: str, published: Published) -> Iterator[_Seen]:
    if not _LONG_NUMBER.search(plain):
        return
    for matches in (_BANK_BEFORE.found_in(plain), _BANK_AFTER.found_in(plain)):
        for match in matches:
            start, end = match.span(1)
            written = match.group(1)
            shapes = (_GROUPED_SUM, _DATE_LIKE, _YEARS)
            if any(shape.fullmatch(written) for shape in shapes):
                continue
            if _MONEY_BEFORE.search(plain, max(0, start - 12), start):
                continue
            digits = spellings.digits(written)
            yield _Seen(
                Kind.BANK_ACCOUNT, start, end, masks.account(digits), digits in published.bank_accounts
            )


def _plates(plain: str, published: Published) -> Iterator[_Seen]:
    del published  # no plate is published
    for matches, by_form in ((_SMALL_PLATE.found_in(plain), False), (_PLATE.finditer(plain), True)):
        for match in matches:
            area, number, series = match.groups()
            start = match.start(1)
            if area.upper() not in PLATE_AREAS:
                continue
            if by_form and not _is_plate(plain, start, number, series):
                continue
            yield _Seen(Kind.PLATE, start, match.end(3), f"{area} {masks.COVERED}")


def _is_plate(plain: str, start: int, number: str, series: str) -> bool:
    """Short numbers and numbers like years are plates only where vehicles are spoken of."""
    if _NO_PLATE_BEFORE.search(plain, max(0, start - 12), start):
        return False
    among_vehicles = bool(_PLATE_WORDS.search(plain, max(0, start - 40), start))
    like_a_year = len(number) == 4 and number[:2] in {"13", "14", "19", "20"}
    if like_a_year or series in _UNITS:
        return among_vehicles and series not in _ERAS
    return len(number) >= 3 or among_vehicles


def _addresses(plain: str, published: Published) -> Iterator[_Seen]:
    if not _NEIGHBOURS.search(plain):
        return
    for match in _ADDRESS.finditer(plain):
        written = " ".join(match.group().split()).casefold()
        known = any(
            written in one or re.search(rf"(?<!\w){re.escape(one)}(?!\w)", written)
            for one in published.addresses
            if one
        )
        yield _Seen(Kind.ADDRESS, match.start(), match.end(), masks.COVERED, known)


# What is found first is not found again as something else.
_FINDERS: Final[tuple[Callable[[str, Published], Iterator[_Seen]], ...]] = (
    _sixteen_digits,
    _emails,
    _addresses,
    _mobiles,
    _landlines,
    _bank_accounts,
    _plates,
)
