"""A card by our press, by Satori with resvg, and by headless Chromium, in one run on one machine.

make bench-visuals               writes its part of docs/benchmarks.md
python -m tests.bench.visuals    prints the same as Markdown

Satori and resvg are fetched from npm into a folder of their own; without npm or Chromium their rows say so.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from playwright.sync_api import Error, sync_playwright  # noqa: E402

from pendopo.broadcast.visuals import chart_fields, printing  # noqa: E402
from pendopo.broadcast.visuals.press.cards import FONTS, draw  # noqa: E402
from pendopo.broadcast.visuals.press.design import house_designs  # noqa: E402
from pendopo.broadcast.visuals.press.press import Press  # noqa: E402
from pendopo.broadcast.visuals.press.sizes import SIZES, Form  # noqa: E402
from pendopo.broadcast.visuals.tests.fillings import a_card  # noqa: E402
from tests.look import ARGUMENTS, CHROMIUM  # noqa: E402

HERE = Path(__file__).parent
CLOTH = HERE / "cloth.svg"
WARM = 5
CARDS = 40
PAUSE = 0.1  # seconds
BATCH = 200
PACKAGES = ("satori", "@resvg/resvg-js")


def main() -> None:
    """Print the table."""
    press = Press(FONTS)
    print(
        f"{os.cpu_count()} cores, a load of {os.getloadavg()[0]:.1f} before. Milliseconds a card of 1080x1350, warm: one "
        f"after the other, and {PAUSE * 1000:.0f} ms apart, as somebody types.\n"
    )
    print("| card | p50 | p95 | p50 apart | p95 apart |\n|---|---|---|---|---|")
    row("ours: announcement", lambda pause: timed(lambda number: ours(press, "announcement", number), pause))
    row(
        "ours: its preview (half the size)",
        lambda pause: timed(lambda number: ours(press, "announcement", number, 0.5), pause),
    )
    row("ours: steps", lambda pause: timed(lambda number: ours(press, "service-steps", number), pause))
    row(
        "ours: a bar chart, its table new each time",
        lambda pause: timed(lambda number: charted(press, number), pause),
    )
    row("Satori and resvg", satori)
    row("headless Chromium", in_chromium)
    begun, spent = time.perf_counter(), time.process_time()
    for number in range(BATCH):
        printing.finished(ours(press, "announcement", number), SIZES["portrait"])
    print(
        f"\n{BATCH} cards, each squeezed without loss as it leaves the house: {time.perf_counter() - begun:.1f} s by the "
        f"clock, {time.process_time() - spent:.1f} s of processor time beside the press."
    )
    child = press._child
    held = psutil.Process(child.pid).memory_info().rss / 1e6 if child else 0
    print(f"Memory: the press {held:.0f} MB after all of these.\n\nAgain: `make bench-visuals`.")
    press.close()


def timed(deed: Callable[[int], object], pause: float = 0.0) -> list[float]:
    """Milliseconds of each card, the first ones left out, `pause` seconds between them."""
    took = []
    for number in range(WARM + CARDS):
        begun = time.perf_counter()
        deed(number)
        took.append((time.perf_counter() - begun) * 1000)
        time.sleep(pause)
    return took[WARM:]


def ours(press: Press, design: str, number: int, scale: float = 1.0) -> bytes:
    """One card with other words than the one before."""
    card = a_card(house_designs()[design])
    words = {**card.words, "title": f"{card.words['title']} {number}"}
    made = draw(
        press,
        type(card)(**{**vars(card), "words": words, "pictures": {}}),
        SIZES["portrait"],
        form=Form.PNG,
        scale=scale,
    )
    return made.pages[0]


def charted(press: Press, number: int) -> bytes:
    """A card whose chart is drawn anew."""
    card = a_card(house_designs()["bar-chart"])
    table = f"Kecamatan\tAduan\nTimur\t{1234 + number}\nBarat\t987\nUtara\t640\nSelatan\t512"
    changed = type(card)(**{**vars(card), "words": {**card.words, "chart": {"table": table}}})
    whole, _refused = chart_fields.with_charts(press, changed, SIZES["portrait"])
    return draw(press, whole, SIZES["portrait"], form=Form.PNG).pages[0]


def row(name: str, measured: Callable[[float], list[float] | None]) -> None:
    """One line of the table: without a pause and with one."""
    found = [measured(0.0), measured(PAUSE)]
    if not all(found):
        print(f"| {name} | not on this machine | | | |", flush=True)
        return
    said = [
        f"{figure:.0f}"
        for took in found
        if took
        for figure in (statistics.median(took), statistics.quantiles(took, n=20)[-1])
    ]
    print(f"| {name} | {' | '.join(said)} |", flush=True)


def satori(pause: float) -> list[float] | None:
    """Milliseconds a card in a warm Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    with tempfile.TemporaryDirectory() as folder:
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        if subprocess.run(
            [npm, "install", "--prefix", folder, *quiet, *PACKAGES], check=False, stdout=subprocess.DEVNULL
        ).returncode:
            return None
        script = Path(folder) / "satori.mjs"
        shutil.copy(HERE / "satori.mjs", script)
        ran = subprocess.run(
            [node, str(script), str(FONTS), str(CLOTH), str(WARM + CARDS), str(pause * 1000)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    took: list[float] = json.loads(ran.stdout)["took"]
    return took[WARM:]


def in_chromium(pause: float) -> list[float] | None:
    """Milliseconds a card in a browser that is open already."""
    rows = (
        ("Mulai", "Senin, 7 Desember 2026"),
        ("Jam layanan", "08.00-15.00 WIB"),
        ("Tempat", "Balai Warga"),
    )
    letters = "".join(
        f"@font-face{{font-family:jakarta;font-weight:{weight};src:url(data:font/ttf;base64,{_as_base64(FONTS / file)})}}"
        for weight, file in (
            (400, "PlusJakartaSans_400Regular.ttf"),
            (800, "PlusJakartaSans_800ExtraBold.ttf"),
        )
    )
    page_of = (
        f"<style>{letters} body{{margin:0;width:1080px;height:1350px;background:#fdf8ef;font:42px/1.4 jakarta}}"
        "header{height:730px;padding:72px;box-sizing:border-box;color:#fff;background:#1f3a5f "
        f"url(data:image/svg+xml;base64,{_as_base64(CLOTH)})}} main{{padding:72px}} h1{{font:800 100px/1.1 jakarta}}"
        "p{border-top:2px solid #ddd;margin:0;padding:18px 0;font-size:38px}</style>"
        "<header><b style='font-size:34px'>Dinas Kesehatan Kabupaten Wanasari</b>"
        "<h1>Kantor pelayanan NUMBER pindah sementara ke Gedung Balai Warga</h1></header><main>"
        "Selama perbaikan gedung, semua loket melayani di Balai Warga. Nomor antrean daring tetap berlaku."
        + "".join(f"<p>{left} <b>{right}</b></p>" for left, right in rows)
        + "<p>dinkes.wanasari.go.id</p></main>"
    )
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1080, "height": 1350})

            def shot(number: int) -> bytes:
                page.set_content(page_of.replace("NUMBER", str(number)))
                return page.screenshot()

            return timed(shot, pause)
    except Error:
        return None


def _as_base64(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()


if __name__ == "__main__":
    main()
