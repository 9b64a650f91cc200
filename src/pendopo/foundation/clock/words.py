"""Time in words people read: `14.30 WIB`, `23 November 2026`, "2 hari kerja lagi".

Pure functions with the language as an argument, because e-mails, letters and jobs speak to people
who have no request. Whatever is not English is Indonesian.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pendopo.foundation.clock.working_calendar import Due
from pendopo.foundation.clock.zones import Zone, aware

MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
SHORT_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def _spoken(language: str) -> str:
    return "en" if language.lower().startswith("en") else "id"


def month_name(month: int, language: str = "id") -> str:
    return MONTHS[_spoken(language)][month - 1]


def weekday_name(weekday: int, language: str = "id") -> str:
    """The name of a weekday, Monday = 0."""
    return WEEKDAYS[_spoken(language)][weekday]


def long_date(day: date, language: str = "id") -> str:
    """23 November 2026."""
    return f"{day.day} {month_name(day.month, language)} {day.year}"


def short_date(day: date, language: str = "id") -> str:
    """23 Nov."""
    return f"{day.day} {SHORT_MONTHS[_spoken(language)][day.month - 1]}"


def full_date(day: date, language: str = "id") -> str:
    """Senin, 23 November 2026."""
    return f"{weekday_name(day.weekday(), language)}, {long_date(day, language)}"


def clock_time(at: datetime, zone: Zone, language: str = "id") -> str:
    """14.30 WIB; English keeps its colon."""
    point = ":" if _spoken(language) == "en" else "."
    return f"{zone.local(at):%H{point}%M} {zone.label}"


def moment(at: datetime, zone: Zone, language: str = "id") -> str:
    """23 November 2026, 14.30 WIB."""
    return f"{long_date(zone.day_of(at), language)}, {clock_time(at, zone, language)}"


def moment_near(at: datetime, now: datetime, zone: Zone, language: str = "id") -> str:
    """The shortest that is still clear from here: hari ini 14.30 WIB, besok 08.00 WIB, 23 Nov 14.30 WIB."""
    day, today = zone.day_of(at), zone.day_of(now)
    words = {
        "id": {-1: "kemarin", 0: "hari ini", 1: "besok"},
        "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    }[_spoken(language)]
    named = words.get((day - today).days)
    if named is None:
        named = short_date(day, language) if day.year == today.year else long_date(day, language)
    return f"{named} {clock_time(at, zone, language)}"


def length(of: timedelta, language: str = "id") -> str:
    """A length in its one or two largest units: 3 jam 20 menit, 2 hari 4 jam."""
    minutes = int(abs(of) / timedelta(minutes=1))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "hari", "day"), (hours, "jam", "hour"), (minutes, "menit", "minute")]
    spoken = [_counted(number, id_unit, en_unit, language) for number, id_unit, en_unit in parts if number]
    if days:
        spoken = spoken[: 2 if hours else 1]
    if not spoken:
        return "kurang dari semenit" if _spoken(language) == "id" else "less than a minute"
    return " ".join(spoken)


def relative(at: datetime, now: datetime, language: str = "id") -> str:
    """How far away an instant is, in its largest unit: 5 menit lalu, 3 jam lagi, baru saja."""
    away = aware(at) - aware(now)
    minutes = int(abs(away) / timedelta(minutes=1))
    english = _spoken(language) == "en"
    if not minutes:
        return "just now" if english else "baru saja"
    units = (
        (525_600, "tahun", "year"),
        (43_200, "bulan", "month"),
        (1440, "hari", "day"),
        (60, "jam", "hour"),
    )
    size, id_unit, en_unit = next((unit for unit in units if minutes >= unit[0]), (1, "menit", "minute"))
    counted = _counted(minutes // size, id_unit, en_unit, language)
    if away > timedelta():
        return f"in {counted}" if english else f"{counted} lagi"
    return f"{counted} ago" if english else f"{counted} lalu"


def business_days(number: int, language: str = "id") -> str:
    """3 hari kerja."""
    return _counted(number, "hari kerja", "working day", language)


def business_days_left(number: int, language: str = "id") -> str:
    """What a clock in working days says: 2 hari kerja lagi, hari ini, lewat 3 hari kerja."""
    english = _spoken(language) == "en"
    if not number:
        return "today" if english else "hari ini"
    counted = business_days(abs(number), language)
    if number > 0:
        return f"{counted} left" if english else f"{counted} lagi"
    return f"{counted} late" if english else f"lewat {counted}"


def due_date(due: Due, language: str = "id") -> str:
    """7 Januari 2027; an estimate always says that it is one (R85)."""
    day = long_date(due.on, language)
    if not due.is_estimate:
        return day
    return f"{day} (estimate)" if _spoken(language) == "en" else f"{day} (perkiraan)"


def why_estimate(year: int, language: str = "id") -> str:
    """The sentence behind the word "perkiraan"."""
    if _spoken(language) == "en":
        return (
            f"The holidays of {year} have not been decreed or are not known here yet; "
            "this date may move to a later day."
        )
    return f"Hari libur {year} belum ditetapkan atau belum tercatat di sini. Tanggal ini bisa mundur."


def _counted(number: int, id_unit: str, en_unit: str, language: str) -> str:
    if _spoken(language) == "en":
        return f"{number} {en_unit}" if number == 1 else f"{number} {en_unit}s"
    return f"{number} {id_unit}"
