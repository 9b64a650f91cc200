"""Words stay in their rooms: they become smaller, then they are cut, and the card says by how much."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pendopo.broadcast.visuals.press.cards import draw, tidy
from pendopo.broadcast.visuals.press.design import NotADesign, house_designs, read
from pendopo.broadcast.visuals.press.hyphens import knit, parted
from pendopo.broadcast.visuals.press.look import AA, look_for, ratio
from pendopo.broadcast.visuals.press.sizes import SIZES, Form
from pendopo.broadcast.visuals.tests.builders import FIELDS, PLAIN, an_own_design
from pendopo.broadcast.visuals.tests.fillings import a_card


@pytest.fixture
def plain(tmp_path):
    return read(an_own_design(tmp_path))


class TestSizes:
    @pytest.mark.parametrize("key", ["portrait", "square", "story", "wide", "link"])
    def test_a_picture_has_exactly_its_pixels(self, press, key):
        card = a_card(house_designs()["announcement"])
        page = draw(press, card, SIZES[key]).pages[0]
        assert Image.open(io.BytesIO(page)).size == SIZES[key].pixels

    @pytest.mark.parametrize(("bleed", "box"), [(False, (210, 297)), (True, (216, 303))])
    def test_paper_has_its_millimetres_and_its_bleed(self, press, bleed, box):
        pypdf = pytest.importorskip("pypdf")
        card = a_card(house_designs()["announcement"])
        made = draw(press, card, SIZES["a4"], bleed=bleed)
        page = pypdf.PdfReader(io.BytesIO(made.pages[0])).pages[0]
        found = tuple(round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height))
        assert found == box

    def test_a_carousel_has_a_page_for_each_step(self, press):
        card = a_card(house_designs()["service-steps"])
        made = draw(press, card, SIZES["carousel"], scale=0.2)
        assert len(made.pages) == len(card.words["steps"]) + 2


class TestWordsThatAreTooLong:
    def test_shrink_first(self, press, plain, monkeypatch):
        card = a_card(plain)
        short = draw(press, card, SIZES["square"], form=Form.SVG)
        card.words["title"] = (
            "Harga beras premium di pasar tradisional naik dua ratus rupiah per kilogram " * 2
        )
        long = draw(press, card, SIZES["square"], form=Form.SVG)
        assert not long.cut
        assert long.lines[0].size < short.lines[0].size

    def test_are_cut_by_as_many_characters_as_the_card_says(self, press, plain):
        card = a_card(plain)
        card.words["title"] = "Harga beras " * 200
        over = draw(press, card, SIZES["square"]).cut["title"]
        assert over > 0
        card.words["title"] = card.words["title"][: len(card.words["title"].strip()) - over]
        assert not draw(press, card, SIZES["square"]).cut

    def test_stay_in_their_room_as_one_word_without_end(self, press, plain):
        card = a_card(plain)
        card.words["title"] = "https://kabupaten.example/" + "sangatpanjangsekali" * 8
        (line,) = draw(press, card, SIZES["square"], form=Form.SVG).lines
        assert line.x + line.width <= 1080

    def test_are_parted_where_syllables_meet(self):
        assert (
            parted("pertanggungjawaban")["pertanggungjawaban"].replace("\u00ad", "-")
            == "per-tang-gung-ja-waban"
        )

    def test_a_span_of_hours_or_days_stays_together(self):
        joined = "14.00\u2060–\u206019.00"
        assert joined in knit("Sabtu, 5 Des, 14.00–19.00 WIB")

    def test_are_parted_after_a_stroke_in_an_address(self):
        assert "\u200b" in parted("https://desa.example/layanan")["https://desa.example/layanan"]


class TestWhatIsTyped:
    def test_is_never_read_as_markup(self, press, plain):
        card = a_card(plain)
        card.words["title"] = '#read("/etc/passwd") *tebal* $x$ </svg> \\ @judul'
        assert draw(press, card, SIZES["square"]).pages

    def test_loses_what_nobody_sees(self):
        assert tidy("a\u202eb\u200b\x00  c \r\n d ") == "ab c\nd"

    def test_loses_empty_entries(self):
        assert tidy(["a", " ", ["", ""], ["b", ""]]) == ["a", ["b", ""]]


class TestALook:
    @pytest.mark.parametrize(
        "colour", ["#000000", "#ffffff", "#ffee00", "#ff00ff", "#777777", "#0000ff", "#1f3a5f"]
    )
    @pytest.mark.parametrize("accent", ["#00ff66", "#f2d98c", "#101010"])
    def test_can_be_read_whatever_the_brand(self, colour, accent):
        look = look_for(colour, accent, "Inter", "Inter")
        pairs = [
            (look.on_primary, look.primary),
            (look.on_deep, look.deep),
            (look.on_accent, look.accent),
            (look.on_red, look.red),
            (look.on_yellow, look.yellow),
            (look.on_amber, look.amber),
            (look.on_green, look.green),
            *(
                (ink, ground)
                for ink in (look.ink, look.muted, look.primary_ink, look.accent_ink)
                for ground in (look.paper, look.tint)
            ),
        ]
        assert min(ratio(*pair) for pair in pairs) >= AA


class TestADesignOfAnOffice:
    @pytest.mark.parametrize(
        ("known", "told"),
        [
            ({"key": "Harga Pasar"}, "lower case"),
            ({"template": "Halo"}, "#let draw"),
            ({"fields": FIELDS.replace('kind = "line"', 'kind = "lagu"')}, "fields.0.kind"),
            ({"fields": FIELDS + '\nwarna = "merah"'}, "warna"),
            ({"fields": "ini bukan toml"}, "market-price"),
            ({"template": PLAIN + "// " + "x" * 60_000}, "larger"),
            ({"fields": FIELDS + FIELDS[FIELDS.index("[[fields]]") :]}, "one key"),
        ],
    )
    def test_that_is_none_says_what_to_mend(self, tmp_path, known, told):
        with pytest.raises(NotADesign, match=told):
            read(an_own_design(tmp_path, **known))

    def test_without_a_file_says_which(self, tmp_path):
        folder = an_own_design(tmp_path)
        (folder / "fields.toml").unlink()
        with pytest.raises(NotADesign, match=r"fields\.toml is missing"):
            read(folder)
