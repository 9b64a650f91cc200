"""Times and numbers as people say them: `{% load words %}`, then {{ at|moment }} or {{ amount|number }}.

Every filter takes the member's zone and language from the request; nothing given shows nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django import template
from django.utils import timezone

from pendopo.foundation.clock import words as spoken
from pendopo.foundation.ui.speech import here, language

register = template.Library()

# The first that is named wins: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS"}


@register.filter
def moment(at: datetime | None) -> str:
    """23 November 2026, 14.30 WIB."""
    return spoken.moment(at, here(), language()) if at else ""


@register.filter
def near(at: datetime | None) -> str:
    """Hari ini 14.30 WIB, besok 08.00 WIB, 23 Nov 14.30 WIB."""
    return spoken.moment_near(at, timezone.now(), here(), language()) if at else ""


@register.filter
def relative(at: datetime | None) -> str:
    """5 menit lalu, 3 jam lagi."""
    return spoken.relative(at, timezone.now(), language()) if at else ""


@register.filter
def day(at: date | datetime | None) -> str:
    """23 November 2026."""
    return spoken.long_date(here().day_of(at), language()) if at else ""


@register.filter
def short_day(at: date | datetime | None) -> str:
    """23 Nov."""
    return spoken.short_date(here().day_of(at), language()) if at else ""


@register.filter
def full_day(at: date | datetime | None) -> str:
    """Senin, 23 November 2026."""
    return spoken.full_date(here().day_of(at), language()) if at else ""


@register.filter
def clock(at: datetime | None) -> str:
    """14.30 WIB."""
    return spoken.clock_time(at, here(), language()) if at else ""


@register.filter
def span(of: timedelta | None) -> str:
    """3 jam 20 menit. Not `length`: that would hide Django's own filter."""
    return spoken.length(of, language()) if of is not None else ""


@register.filter
def days_left(number: int | None) -> str:
    """2 hari kerja lagi, hari ini, lewat 3 hari kerja."""
    return spoken.business_days_left(number, language()) if number is not None else ""


@register.filter
def month(number: int) -> str:
    """November."""
    return spoken.month_name(number, language())


@register.filter
def weekday(number: int) -> str:
    """Senin, for 0."""
    return spoken.weekday_name(number, language())


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """1.234,5; English keeps its own points. Without `decimals` as many as the number has, two at most."""
    if value is None:
        return ""
    if decimals is None:
        plain = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    else:
        plain = f"{value:,.{decimals}f}"
    return plain if language().startswith("en") else plain.translate(str.maketrans(",.", ".,"))


@register.filter
def percent(share: float | Decimal | None, decimals: int = 0) -> str:
    """0.123 as 12 %, or 12,3 % with one decimal."""
    return f"{number(share * 100, decimals)} %" if share is not None else ""


@register.filter
def device(user_agent: str) -> str:
    """Chrome, Android: what a browser says of itself, in two words; all it says where we know neither."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    if not browser and "Safari" in user_agent:
        browser = "Safari"
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    if not system and "Linux" in user_agent:
        system = "Linux"
    return ", ".join(filter(None, (browser, system))) or user_agent
