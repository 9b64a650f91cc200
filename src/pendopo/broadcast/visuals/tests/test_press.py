"""The press draws what it is given, and nothing it is given reaches out of it."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from pendopo.broadcast.visuals.press.cards import FONTS
from pendopo.broadcast.visuals.press.press import Misprint, Order, Press, TookTooLong, TookTooMuch
from pendopo.broadcast.visuals.press.sizes import Form

GREEDY = '#{let s = "aaaaaaaaaaaaaaaa"; for i in range(40) {s = s + s}; s.len()}'
ENDLESS = "#for i in range(9000) {for j in range(9000) {for k in range(9000) {}}}"
PAGE = "#set page(width: 200pt, height: 100pt)\n"


def an_order(source: str, **known) -> Order:
    return Order(source=PAGE + source, inputs=known.pop("inputs", {}), **known)


class TestAHonestDesign:
    def test_becomes_a_picture(self, press):
        made = press.draw(an_order("Halo"))
        assert made.pages[0].startswith(b"\x89PNG")

    def test_becomes_one_file_of_several_pages(self, press):
        made = press.draw(an_order("Satu #pagebreak() Dua", form=Form.PDF))
        assert [page[:5] for page in made.pages] == [b"%PDF-"]

    def test_becomes_a_picture_for_each_page(self, press):
        made = press.draw(an_order("Satu #pagebreak() Dua", form=Form.SVG))
        assert len(made.pages) == 2
        assert all(b"<svg" in page for page in made.pages)

    def test_tells_what_it_reports_in_order_and_where_it_stands(self, press):
        said = "#place(top + left, dx: 8pt)[#metadata((a: 1))<said>] #pagebreak() #metadata((a: 2))<said>"
        made = press.draw(an_order(f"#set page(margin: 3pt)\n{said}", form=None))
        assert made.pages == ()
        assert [(one["a"], one["page"], one["x"], one["y"]) for one in made.said] == [
            (1, 1, 11, 3),
            (2, 2, 3, 3),
        ]

    def test_has_every_font_of_the_house(self, press):
        drawn = {
            press.draw(an_order(f'#set text(font: "{font}")\nAgpq')).pages[0]
            for font in ("Plus Jakarta Sans", "Inter", "Lora", "Montserrat", "Source Sans 3")
        }
        assert len(drawn) == 5


class TestAHostileDesign:
    @pytest.mark.parametrize(
        "source",
        [
            '#read("/etc/passwd")',
            '#read("/proc/self/environ")',
            '#image("/etc/passwd")',
            '#read("__typst_py_bytes__.typ")',
        ],
    )
    def test_reads_no_file(self, press, source):
        with pytest.raises(Misprint, match=r"file not found|load file|access"):
            press.draw(an_order(source))

    @pytest.mark.parametrize(
        "source", ['#import "@preview/cetz:0.3.0"', '#import ("@pre" + "view/cetz:0.3.0")']
    )
    def test_reaches_no_network(self, press, source):
        begun = time.monotonic()
        with pytest.raises(Misprint, match="package"):
            press.draw(an_order(source))
        assert time.monotonic() - begun < 1

    @pytest.mark.parametrize(
        "source",
        [
            ENDLESS,
            "#for i in range(9000) {for j in range(9000) {let s = repr(range(5000))}}",
            "#let f(n, m) = if n == 0 {m} else {f(n - 1, m) + f(n - 1, m + n)}\n#f(64, 0)",
        ],
    )
    def test_that_never_ends_is_stopped(self, press, source):
        with pytest.raises(TookTooLong):
            press.draw(an_order(source), seconds=0.6)

    @pytest.mark.parametrize(
        "source",
        [
            "#set page(width: 200000pt, height: 200000pt)\nBesar",
            "#range(300000000).len()",
            GREEDY,
        ],
    )
    def test_that_wants_the_whole_machine_is_stopped(self, press, source):
        with pytest.raises(TookTooMuch):
            press.draw(an_order(source), seconds=120)

    def test_that_turns_in_circles_is_told_so(self, press):
        with pytest.raises(Misprint, match="depth"):
            press.draw(an_order("#let f(n) = f(n + 1)\n#f(1)"))

    def test_with_too_many_pages_is_refused(self, press):
        with pytest.raises(Misprint, match="pages"):
            press.draw(an_order("#for i in range(30) [#i #pagebreak()]"))

    def test_costs_only_its_own_order(self, press):
        with pytest.raises(TookTooLong):
            press.draw(an_order(ENDLESS), seconds=0.4)
        assert press.draw(an_order("Halo")).pages


class TestTheChild:
    def test_that_was_killed_is_replaced(self):
        press = Press(FONTS)
        press.draw(an_order("Satu"))
        child = press._child
        child.kill()
        child.wait()
        assert press.draw(an_order("Dua")).pages
        press.close()

    def test_that_drew_as_many_as_it_can_is_replaced(self):
        press = Press(FONTS, orders_most=2)
        drew = []
        for _card in range(4):
            assert press.draw(an_order("Satu")).pages
            drew.append(press._child)
        assert drew[0] is not None
        assert drew[1] is None
        assert drew[2] not in {None, drew[0]}
        press.close()

    def test_remembers_little_of_what_it_only_measured(self, press):
        def held() -> float:
            return psutil.Process(press._child.pid).memory_info().rss / 1e6

        words = "Warga Mekarjaya membaca pengumuman kantor. " * 60
        for number in range(25):
            press.draw(an_order(f"{number} {words} #metadata((a: 1))<said>", form=None))
        before = held()
        for number in range(25, 150):
            press.draw(an_order(f"{number} {words} #metadata((a: 1))<said>", form=None))
        assert held() < before + 20

    def test_sees_none_of_the_houses_secrets(self, monkeypatch):
        monkeypatch.setenv("PENDOPO_SECRET_KEY", "rahasia")
        press = Press(FONTS)
        press.draw(an_order("Satu"))
        environment = Path(f"/proc/{press._child.pid}/environ").read_bytes()
        assert b"rahasia" not in environment
        press.close()
