"""A short film of five cards: how long it takes, on a machine's cores and in processor time.

make bench ONLY=video          writes its part of docs/benchmarks.md
python -m tests.bench.video    prints the same as Markdown
"""

from __future__ import annotations

import io
import os
import resource
import tempfile
import time
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

settings.configure(USE_I18N=False)

from pendopo.broadcast.visuals import video  # noqa: E402 (its sentences ask the settings first)

COLOURS = ("#1d3f72", "#f5efe4", "#7a1f2b", "#0d5c4a", "#e9b949")
WORDS = "Buka Senin sampai Jumat, pukul 08.00 sampai 15.00 WIB."


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        letters = ImageFont.load_default(60)
        assert isinstance(letters, ImageFont.FreeTypeFont)
        assert isinstance(letters.path, io.BytesIO)
        font = Path(folder) / "letters.ttf"
        font.write_bytes(letters.path.getvalue())
        print(
            f"Five cards with captions, four seconds each, moving; {os.cpu_count()} cores, "
            f"a load of {os.getloadavg()[0]:.1f} before.\n\n"
            "| frame | film | by the clock | processor time | file |\n|---|---|---|---|---|"
        )
        for shape in video.Shape:
            pages = [video.Page(card(colour, shape, letters), WORDS, 4.0) for colour in COLOURS]
            out = Path(folder) / "film.mp4"
            began, spent = time.perf_counter(), time.process_time()
            film = video.make(pages, shape=shape, out=out, lettering=video.Lettering(font=font))
            by_clock, by_processor = time.perf_counter() - began, time.process_time() - spent
            print(
                f"| {shape.width}x{shape.height} | {film.duration:.1f} s | {by_clock:.1f} s | {by_processor:.1f} s | "
                f"{out.stat().st_size / 1e6:.1f} MB |",
                flush=True,
            )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nMost memory held: {most:.0f} MB. Again: `make bench ONLY=video`.")


def card(colour: str, shape: video.Shape, letters: ImageFont.FreeTypeFont) -> bytes:
    """A card with words and bars, as offices make them."""
    picture = Image.new("RGB", shape.value, colour)
    pen = ImageDraw.Draw(picture)
    pen.text((90, 120), "Pajak kendaraan\nbebas denda", fill="#d9822b", font=letters)
    for bar in range(6):
        pen.rectangle((90, 400 + bar * 60, 180 + bar * 90, 440 + bar * 60), fill="#d9822b")
    into = io.BytesIO()
    picture.save(into, "PNG")
    return into.getvalue()


if __name__ == "__main__":
    main()
