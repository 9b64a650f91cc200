"""Small drawings for the regency's posts, made when the demonstration is filled: nothing is packed, nobody is shown."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

Pen = ImageDraw.ImageDraw

WIDTH: Final = 1080
HEIGHT: Final = 810
FINER: Final = 2  # drawn larger and reduced, which is what makes edges smooth

SKY: Final = "#dcebf2"
DUSK: Final = "#8fa5b8"
HILL: Final = "#7da07a"
MEADOW: Final = "#a9c29a"
TEAK: Final = "#7a4f2c"
INDIGO: Final = "#2f4a7c"
WATER: Final = "#3f8fb5"
WHITE: Final = "#fbfaf6"
SUN: Final = "#e8b04a"
RED: Final = "#b8442f"
STONE: Final = "#6b7076"


def _ground(pen: Pen, sky: str = SKY) -> None:
    pen.rectangle((0, 0, 1080, 810), fill=sky)
    pen.ellipse((-300, 430, 700, 1300), fill=HILL)
    pen.ellipse((300, 500, 1500, 1400), fill=MEADOW)


def _sun(pen: Pen) -> None:
    pen.ellipse((830, 80, 970, 220), fill=SUN)


def _drop(pen: Pen, x: int, y: int, size: int) -> None:
    pen.polygon(
        [(x, y - size), (x - size * 2 // 3, y + size // 3), (x + size * 2 // 3, y + size // 3)], WATER
    )
    pen.ellipse((x - size * 2 // 3, y - size // 5, x + size * 2 // 3, y + size), fill=WATER)


def _house(pen: Pen, x: int, y: int, wide: int, wall: str = WHITE) -> None:
    pen.rectangle((x, y, x + wide, y + wide * 2 // 3), fill=wall)
    pen.polygon([(x - wide // 8, y), (x + wide // 2, y - wide // 2), (x + wide + wide // 8, y)], RED)
    pen.rectangle((x + wide * 2 // 5, y + wide // 4, x + wide * 3 // 5, y + wide * 2 // 3), fill=TEAK)


def _tree(pen: Pen, x: int, y: int) -> None:
    pen.rectangle((x - 14, y, x + 14, y + 170), fill=TEAK)
    for left, top in ((-110, -130), (-20, -150), (-70, -210)):
        pen.ellipse((x + left, y + top, x + left + 150, y + top + 150), fill="#4f7f52")


def tap(pen: Pen) -> None:
    _ground(pen)
    _sun(pen)
    pen.rectangle((200, 250, 640, 330), fill=STONE)
    pen.rectangle((380, 180, 440, 260), fill=STONE)
    pen.rounded_rectangle((310, 150, 510, 190), 20, fill=RED)
    pen.rounded_rectangle((580, 250, 660, 420), 30, fill=STONE)
    for y, size in ((490, 40), (590, 52), (710, 60)):
        _drop(pen, 620, y, size)


def card(pen: Pen) -> None:
    _ground(pen)
    pen.rounded_rectangle((220, 220, 860, 610), 36, fill="#cfe3ee", outline=INDIGO, width=8)
    pen.rectangle((220, 290, 860, 340), fill=INDIGO)
    pen.rounded_rectangle((270, 390, 430, 560), 16, fill=WHITE)
    pen.ellipse((315, 415, 385, 485), fill=STONE)
    pen.rounded_rectangle((300, 500, 400, 560), 30, fill=STONE)
    for y in (400, 450, 500):
        pen.rounded_rectangle((480, y, 800 - (y - 400), y + 22), 11, fill=STONE)


def clinic(pen: Pen) -> None:
    _ground(pen)
    _sun(pen)
    _house(pen, 330, 380, 420)
    pen.rectangle((515, 265, 565, 375), fill=WHITE)
    pen.rectangle((485, 295, 595, 345), fill=WHITE)
    _tree(pen, 900, 480)


def rain(pen: Pen) -> None:
    _ground(pen, DUSK)
    for box in ((250, 110, 520, 330), (400, 60, 700, 330), (600, 120, 860, 330)):
        pen.ellipse(box, fill="#eef1f3")
    for x in range(290, 860, 90):
        pen.line((x, 370, x - 40, 470), fill=WATER, width=12)
        pen.line((x + 30, 510, x - 10, 610), fill=WATER, width=12)
    _house(pen, 120, 560, 220)


def road(pen: Pen) -> None:
    _ground(pen)
    pen.polygon([(470, 330), (610, 330), (980, 810), (100, 810)], STONE)
    for top, tall, wide in ((360, 40, 8), (440, 60, 12), (550, 80, 18), (690, 110, 26)):
        pen.rectangle((540 - wide, top, 540 + wide, top + tall), fill=WHITE)
    for x, y in ((330, 560), (250, 680)):
        pen.polygon([(x, y - 110), (x - 50, y + 40), (x + 50, y + 40)], "#d96f2c")
        pen.polygon([(x - 18, y - 55), (x + 18, y - 55), (x + 30, y - 20), (x - 30, y - 20)], WHITE)
    _tree(pen, 880, 420)


def batik(pen: Pen) -> None:
    pen.rectangle((0, 0, 1080, 810), fill="#3a2a1e")
    for row in range(-1, 6):
        for column in range(-1, 7):
            x, y = column * 180 + (90 if row % 2 else 0), row * 150
            pen.ellipse((x, y, x + 170, y + 140), outline="#c98d4b", width=10)
            pen.ellipse((x + 40, y + 35, x + 130, y + 105), fill="#a8632d")
            pen.ellipse((x + 65, y + 55, x + 105, y + 85), fill="#f0d9ae")


def fallen_tree(pen: Pen) -> None:
    _ground(pen)
    pen.rectangle((0, 600, 1080, 760), fill=STONE)
    pen.line((120, 560, 620, 560), fill=TEAK, width=44)
    for x in (620, 690, 760):
        pen.ellipse((x, 470, x + 170, 640), fill="#4f7f52")
    for x in (230, 350, 470):
        pen.ellipse((x, 535, x + 50, 585), fill="#c99a68")
    _tree(pen, 160, 280)


def certificate(pen: Pen) -> None:
    _ground(pen)
    pen.rounded_rectangle((330, 110, 750, 690), 14, fill=WHITE, outline=TEAK, width=8)
    pen.ellipse((490, 160, 590, 260), fill=SUN)
    for y in range(310, 560, 50):
        pen.rounded_rectangle((390, y, 690 - (y % 3) * 40, y + 18), 9, fill="#b9bec3")
    pen.ellipse((620, 570, 700, 650), fill=RED)


def soap(pen: Pen) -> None:
    _ground(pen)
    pen.rounded_rectangle((330, 420, 750, 640), 90, fill="#7fb6a1")
    pen.rounded_rectangle((400, 480, 680, 580), 50, outline=WHITE, width=10)
    for x, y, size in ((300, 330, 60), (420, 240, 90), (560, 300, 70), (690, 200, 110), (820, 330, 60)):
        pen.ellipse((x - size, y - size, x + size, y + size), fill="#eef7fb", outline=WATER, width=6)


def pipe(pen: Pen) -> None:
    _ground(pen)
    pen.rectangle((0, 470, 1080, 590), fill=WATER)
    pen.rectangle((0, 490, 1080, 515), fill="#8cc3da")
    for x in (160, 520, 880):
        pen.rectangle((x, 440, x + 60, 620), fill=INDIGO)
    _house(pen, 640, 250, 260)


def market(pen: Pen) -> None:
    _ground(pen)
    _sun(pen)
    for x, colour in ((120, RED), (440, INDIGO), (760, "#4f7f52")):
        pen.rectangle((x, 380, x + 220, 640), fill="#efe2cc")
        for stripe in range(4):
            left = x - 20 + stripe * 65
            pen.rectangle((left, 300, left + 64, 380), fill=colour if stripe % 2 else WHITE)
        pen.rectangle((x, 520, x + 220, 640), fill=TEAK)
        for fruit in range(4):
            pen.ellipse((x + 12 + fruit * 52, 478, x + 56 + fruit * 52, 522), fill=SUN if fruit % 2 else RED)


def sign(pen: Pen) -> None:
    _ground(pen)
    pen.rectangle((515, 480, 565, 760), fill=STONE)
    pen.rounded_rectangle((310, 160, 770, 500), 30, fill="#2f7d4f", outline=WHITE, width=10)
    for x in (430, 540, 650):
        pen.ellipse((x - 32, 245, x + 32, 309), fill=WHITE)
        pen.rounded_rectangle((x - 38, 318, x + 38, 420), 30, fill=WHITE)


# One for each of the regency's sayings, in their order, with what it shows in words.
SCENES: Final[tuple[tuple[Callable[[Pen], None], str], ...]] = (
    (tap, "Gambar keran dengan tetes air yang jatuh di depan bukit hijau."),
    (card, "Gambar kartu identitas berwarna biru tanpa nama dan nomor."),
    (clinic, "Gambar gedung posyandu beratap merah dengan tanda palang putih."),
    (rain, "Gambar awan dan hujan deras di atas rumah beratap merah."),
    (road, "Gambar jalan lurus dengan dua kerucut lalu lintas di tepi kiri."),
    (batik, "Gambar pola batik kawung cokelat keemasan."),
    (fallen_tree, "Gambar batang pohon tumbang di tepi jalan."),
    (certificate, "Gambar lembar akta dengan lambang kuning dan cap merah."),
    (soap, "Gambar sabun batang dan lima gelembung."),
    (pipe, "Gambar pipa air biru melintas di depan rumah."),
    (market, "Gambar tiga kios pasar beratap garis dengan buah di mejanya."),
    (sign, "Gambar papan hijau titik kumpul dengan tiga sosok orang."),
)


class _Finer:
    """The same pen with every length larger, so that a scene is written in the pixels one sees."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def __getattr__(self, name: str) -> Callable[..., None]:
        draw = getattr(self._pen, name)

        def drawn(where: object, *sizes: object, **style: object) -> None:
            draw(
                _larger(where), *map(_larger, sizes), **{key: _larger(value) for key, value in style.items()}
            )

        return drawn


def _larger(value: object) -> object:
    if isinstance(value, int | float):
        return value * FINER
    if isinstance(value, list | tuple):
        return type(value)(map(_larger, value))
    return value


def drawn(number: int) -> bytes:
    """The scene of this number as a PNG of 1080 by 810 pixels; the same bytes every time."""
    scene, _alt = SCENES[number % len(SCENES)]
    canvas = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER))
    scene(_Finer(ImageDraw.Draw(canvas)))  # type: ignore[arg-type]
    written = BytesIO()
    canvas.reduce(FINER).quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()
