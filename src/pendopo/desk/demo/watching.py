"""What the regency watches: sources in every state, a week of invented news, and warnings with what became of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.desk.demo.house import Office
from pendopo.institution.people.roles import Role
from pendopo.listen.watch import actions
from pendopo.listen.watch.models import Feed, Story
from pendopo.listen.watch.reading import Entry, Point, Shape, Warned
from pendopo.listen.watch.states import Kind, Tone

PLACE: Final = Point(-6.95, 107.05)
REGION: Final = ("Mekarjaya", "Sukamaju", "Sidomulyo", "Cibuluh")
TOPICS: Final = ("stunting", "banjir", "air bersih", "pasar murah", "KTP-el")
BMKG: Final = "https://data.bmkg.go.id/DataMKG/TEWS/autogempa.json"
CAP: Final = "https://www.bmkg.go.id/alerts/nowcast/id"
SOURCES: Final = (
    ("BMKG: gempa bumi terbaru", Kind.QUAKES, BMKG, 1),
    ("BMKG: peringatan dini cuaca", Kind.WEATHER, CAP, 2),
    ("Kabar Mekarjaya", Kind.NEWS, "https://kabar-mekarjaya.example/rss", 15),
    ("Suara Priangan", Kind.NEWS, "https://suara-priangan.example/feed", 30),
    ("Berita Nusantara", Kind.NEWS, "https://nusantara.example/rss/daerah.xml", 30),
    ("Cek Fakta Nusantara", Kind.FACTS, "https://cekfakta.example/feed", 60),
)
# Which source, hours ago, title, summary.
NEWS: Final = (
    (2, 480, "Bupati buka musyawarah rencana pembangunan Mekarjaya", "Dihadiri wakil setiap kecamatan."),
    (3, 300, "Tirta Mekar perbaiki pipa utama di Sidomulyo", "Aliran air kembali normal."),
    (
        2,
        30,
        "Jalan Melati di Mekarjaya berlubang, dua pemotor jatuh",
        "Warga meminta DPU segera menambal jalan.",
    ),
    (
        3,
        28,
        "Dua pemotor jatuh di Jalan Melati Mekarjaya yang berlubang",
        "Kondisi jalan dikeluhkan sejak sebulan lalu.",
    ),
    (
        4,
        27,
        "Warga Mekarjaya keluhkan Jalan Melati berlubang usai dua pemotor jatuh",
        "DPU menyatakan akan memeriksa.",
    ),
    (
        2,
        20,
        "Pasar murah Pemerintah Kabupaten Mekarjaya diserbu warga",
        "Beras dan minyak habis sebelum siang.",
    ),
    (
        3,
        18,
        "Dinas Kesehatan Mekarjaya catat stunting turun",
        "Angka turun menjadi 14,2 persen menurut survei terakhir.",
    ),
    (4, 14, "Hujan deras, banjir rendam belasan rumah di Sukamaju", "BPBD mengirim perahu karet ke lokasi."),
    (
        2,
        13,
        "Belasan rumah di Sukamaju terendam banjir setelah hujan deras",
        "Warga mengungsi ke balai desa.",
    ),
    (3, 9, "Banjir surut, warga Sukamaju bersihkan lumpur", "Petugas membagikan air bersih."),
    (4, 7, "Banjir di Sukamaju: sekolah diliburkan sehari", "Kegiatan belajar dilakukan dari rumah."),
    (5, 6, "[SALAH] Bendungan Cibuluh jebol malam ini", "Hasil pemeriksaan: video lama dari daerah lain."),
    (2, 4, "Layanan KTP-el di Disdukcapil Mekarjaya kembali normal", "Antrean mulai terurai sejak pagi."),
    (4, 3, "Timnas umumkan daftar pemain untuk laga persahabatan", "Pelatih memanggil lima nama baru."),
)

# How many hours ago somebody said it in public, who, what, and the word it was found for.
POSTS: Final = (
    (
        26,
        "Sari W. (@sari@warga.example)",
        "Ada yang tahu Dukcapil Mekarjaya buka hari Sabtu tidak? Mau urus KTP anak.",
        "Dukcapil Mekarjaya",
    ),
    (
        5,
        "Bang Dedi (@dedi@warga.example)",
        "Banjir di Sukamaju sudah surut, terima kasih para relawan #mekarjaya",
        "#mekarjaya",
    ),
)


def watch(office: Office, *, now: datetime) -> None:
    """Written down, switched on, read; then warnings, one after the other."""
    by, began = office.members[Role.EDITOR], now - timedelta(days=40)
    actions.keep_settings(
        by=by,
        now=began,
        latitude=PLACE.latitude,
        longitude=PLACE.longitude,
        radius_km=150,
        least_magnitude=4.5,
        quake_hours=6,
        names=["Pemkab Mekarjaya"],
        region=list(REGION),
        topics=list(TOPICS),
        alerts_a_day=3,
    )
    feeds = [_source(office, *one, now=began) for one in SOURCES]
    for feed in feeds:
        actions.switch_on(feed=feed, by=by, now=began)
    # Nothing of this house is asked for over the network before somebody wants it.
    Feed.objects.filter(pk__in=[one.pk for one in feeds]).update(
        due_at=now + timedelta(days=3650), read_at=now
    )
    Feed.objects.filter(pk=feeds[4].pk).update(
        failures=2, trouble="The server did not answer as it should. It will be tried again later."
    )
    _source(
        office,
        "Situs Dinas Kesehatan",
        Kind.PAGE,
        "https://dinkes.mekarjaya.example/pengumuman",
        60,
        now=began,
    )
    gone = _source(office, "Majalah yang tutup", Kind.NEWS, "https://tutup.example/rss", 60, now=began)
    actions.remove_feed(feed=gone, by=by, now=began)
    _read_the_news(office, feeds, now=now)
    _find_posts(office, now=now)
    _hear_warnings(office, feeds[0], feeds[1], now=now)


def _source(office: Office, name: str, kind: Kind, url: str, every: int, *, now: datetime) -> Feed:
    return actions.save_feed(
        feed=None, name=name, kind=kind, url=url, every_minutes=every, by=office.members[Role.EDITOR], now=now
    )


def _read_the_news(office: Office, feeds: list[Feed], *, now: datetime) -> None:
    for number, (source, hours, title, summary) in enumerate(NEWS):
        feed, at = feeds[source], now - timedelta(hours=hours)
        url = f"{feed.url.rsplit('/', 1)[0]}/berita/{number + 1}"
        told = Entry(mark=f"demo-{number}", title=title, url=url, summary=summary, said_at=at)
        actions.take_in_news(feed=feed, heard=[told], now=at + timedelta(minutes=5))
    actions.alert_if_rising(feeds[0].institution_id, now=now - timedelta(hours=2))
    by = office.members[Role.OPERATOR]
    road = Story.objects.get(institution_id=by.institution_id, entries__mark="demo-2")
    actions.say_tone(story=road, tone=Tone.NEGATIVE, by=by, now=now - timedelta(hours=20))
    actions.answer_story(story=road, by=by, now=now - timedelta(hours=19))
    flood = Story.objects.get(institution_id=by.institution_id, entries__mark="demo-7")
    actions.clip_entry(
        entry=flood.entries.order_by("said_at")[0],
        note="Bahan rapat pagi.",
        by=by,
        now=now - timedelta(hours=5),
    )


def _find_posts(office: Office, *, now: datetime) -> None:
    by = office.members[Role.EDITOR]
    feed = actions.save_search(
        feed=None,
        name="Percakapan warga",
        words=["Dukcapil Mekarjaya", "#mekarjaya"],
        every_minutes=30,
        by=by,
        now=now - timedelta(days=9),
    )
    actions.switch_on(feed=feed, by=by, now=now - timedelta(days=9))
    Feed.objects.filter(pk=feed.pk).update(due_at=now + timedelta(days=3650), read_at=now)
    for number, (hours, author, text, sought) in enumerate(POSTS):
        at = now - timedelta(hours=hours)
        told = Entry(
            mark=f"demo-p{number}",
            title=text,
            url=f"https://warga.example/@{number}/{number}",
            said_at=at,
            author=author,
            network="mastodon",
            sought=sought,
        )
        actions.take_in_news(feed=feed, heard=[told], now=at + timedelta(minutes=10))


def _hear_warnings(office: Office, quakes: Feed, weather: Feed, *, now: datetime) -> None:
    def hear(feed: Feed, minutes: int, **said: object) -> None:
        at = now - timedelta(minutes=minutes)
        actions.take_in_warnings(feed=feed, heard=[_warned(feed, at, **said)], now=at)

    far = Point(-3.2, 128.9)
    hear(
        quakes,
        2000,
        mark="demo-q1",
        headline="Gempa magnitudo 5,4: 68 km timur laut Maluku Tengah",
        centre=far,
    )
    hear(quakes, 1500, mark="demo-q2", magnitude=4.8, felt="II Mekarjaya", centre=PLACE)
    actions.end_warnings(quakes.institution_id, now=now - timedelta(minutes=900))
    hear(weather, 700, mark="demo-c1", area="Jawa Barat", headline="Hujan Lebat disertai Petir di Jawa Barat")
    hear(
        weather,
        640,
        mark="demo-c2",
        area="Jawa Barat",
        headline="Hujan Lebat disertai Petir di Jawa Barat",
        message="Cancel",
        follows=("demo-c1",),
    )
    # Its source was switched off before: nobody answers for it, so a person writes the draft.
    old = _source(office, "Papan peringatan lama", Kind.WEATHER, "https://papan.example/rss", 5, now=now)
    hear(old, 90, mark="demo-c3", area="Cibuluh", headline="Angin Kencang di Cibuluh")
    hear(weather, 70, mark="demo-c4", area="Priangan", headline="Hujan Lebat di Priangan")
    hear(
        weather,
        20,
        mark="demo-c5",
        area="Priangan",
        headline="Hujan Lebat disertai Angin Kencang di Priangan",
    )


def _warned(feed: Feed, at: datetime, **said: object) -> Warned:
    is_quake = feed.kind == Kind.QUAKES
    usual: dict[str, object] = {
        "shape": Shape.QUAKE if is_quake else Shape.WEATHER,
        "headline": "Gempa magnitudo 4,8: 12 km tenggara Mekarjaya",
        "sent_at": at,
        "begins_at": at,
        "ends_at": None if is_quake else at + timedelta(hours=5),
        "url": feed.url,
        "sender": "BMKG",
        "event": "Gempa bumi" if is_quake else "Hujan Lebat",
        "text": ""
        if is_quake
        else "Hujan lebat berpotensi terjadi di Sukamaju, Sidomulyo, Cibuluh dan sekitarnya.",
        "magnitude": 5.4 if is_quake else None,
        "depth": "10 km" if is_quake else "",
        "potential": "Tidak berpotensi tsunami" if is_quake else "",
        "area": "12 km tenggara Mekarjaya",
    }
    return Warned(**{**usual, **said})  # type: ignore[arg-type]
