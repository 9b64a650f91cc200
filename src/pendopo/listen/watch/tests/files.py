"""Files as their servers send them: BMKG's earthquakes and warnings, feeds good and bad."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)  # Wednesday, 10.00 WIB
SPACE = "urn:oasis:names:tc:emergency:cap:1.2"


def a_quake(**said: Any) -> dict[str, str]:
    """As one of BMKG's three files tells it: every value is a text."""
    at = said.pop("at", NOW - timedelta(minutes=3))
    return {
        "Tanggal": f"{at:%d} Nov 2026",
        "Jam": "09:57:00 WIB",
        "DateTime": at.isoformat(),
        "Coordinates": "-7.52,110.44",
        "Lintang": "7.52 LS",
        "Bujur": "110.44 BT",
        "Magnitude": "5.8",
        "Kedalaman": "10 km",
        "Wilayah": "Pusat gempa berada di darat 8 km barat daya Sleman",
        "Potensi": "Tidak berpotensi tsunami",
        "Dirasakan": "III-IV Sleman, III Kota Yogyakarta",
        "Shakemap": "20261125095700.mmi.jpg",
        **said,
    }


def quakes(*rows: dict[str, str], alone: bool = False) -> bytes:
    return json.dumps({"Infogempa": {"gempa": rows[0] if alone else list(rows)}}).encode()


def square(lat: float, lon: float, half: float = 0.1) -> str:
    corners = [(-half, -half), (-half, half), (half, half), (half, -half), (-half, -half)]
    return " ".join(f"{lat + dy:.3f},{lon + dx:.3f}" for dy, dx in corners)


def a_cap(
    mark: str = "2.49.0.1.360.0.2026.11.25.03.34.001",
    *,
    sent: datetime = NOW - timedelta(minutes=5),
    ends: datetime | None = NOW + timedelta(hours=2),
    message: str = "Alert",
    status: str = "Actual",
    references: str = "",
    area: str = "DI Yogyakarta",
    polygons: tuple[str, ...] = (square(-7.72, 110.36),),
    headline: str = "Hujan Lebat disertai Petir di DI Yogyakarta",
    text: str = "Hujan lebat disertai petir dan angin kencang berpotensi terjadi di Mlati, Depok, Ngaglik.",
) -> bytes:
    info = f"""
  <info><language>en</language><event>Thunderstorm</event><headline>Thunderstorm in Yogyakarta</headline></info>
  <info>
    <language>id</language><category>Met</category><event>Hujan Lebat dan Petir</event>
    <urgency>Immediate</urgency><severity>Moderate</severity><certainty>Observed</certainty>
    <effective>{sent.isoformat()}</effective>{f"<expires>{ends.isoformat()}</expires>" if ends else ""}
    <senderName>Badan Meteorologi Klimatologi dan Geofisika</senderName>
    <headline>{headline}</headline><description>{text}</description>
    <instruction>Masyarakat diimbau tetap waspada.</instruction>
    <web>https://nowcasting.bmkg.go.id/infografis/CYO/2026/11/25/infografis.jpg</web>
    <area><areaDesc>{area}</areaDesc>{"".join(f"<polygon>{one}</polygon>" for one in polygons)}</area>
  </info>"""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="{SPACE}">
  <identifier>{mark}</identifier><sender>cuaca.ekstrem@bmkg.go.id</sender><sent>{sent.isoformat()}</sent>
  <status>{status}</status><msgType>{message}</msgType><scope>Public</scope>
  {f"<references>{references}</references>" if references else ""}{info}
</alert>""".encode()


def an_item(title: str, link: str, *, text: str = "", at: datetime = NOW, mark: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><description>{text}</description>"
        f"<guid isPermaLink='false'>{mark or link}</guid><pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
    )


def rss(*items: str, encoding: str = "UTF-8") -> bytes:
    said = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Koran</title>'
    return f"{said}{''.join(items)}</channel></rss>".encode(encoding if encoding != "UTF-8" else "utf-8")
