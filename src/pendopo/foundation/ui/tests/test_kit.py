from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from pendopo.foundation.ui import assets
from pendopo.foundation.ui.menu import Item, Menu, Section
from pendopo.foundation.ui.pieces import drawing
from pendopo.foundation.ui.pieces.drawing import KitError
from pendopo.foundation.ui.pieces.signs import dye_of, initials

NASTY = '"><script>alert(1)</script>'
AT = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def drawn(source: str, **words: object) -> str:
    return Template("{% load kit words %}" + source).render(Context(words))


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def one(self, tag: str) -> dict[str, str | None]:
        return next(attrs for name, attrs in self.found if name == tag)


class Letter(forms.Form):
    number = forms.CharField(label="Nomor", help_text="Seperti di surat.")
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    accounts = forms.MultipleChoiceField(
        label="Akun", widget=forms.CheckboxSelectMultiple, choices=[("a", "Akun A"), ("b", NASTY)]
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    "source",
    [
        "{% button nasty %}",
        "{% button nasty only_icon=True icon='add' %}",
        "{% link_button nasty nasty %}",
        "{% dialog_button nasty nasty href=nasty %}",
        "{% chip nasty href=nasty %}",
        "{% badge nasty %}",
        "{% stat nasty nasty hint=nasty of=nasty href=nasty %}",
        "{% bar 1 2 nasty label=nasty %}",
        "{% avatar nasty nasty %}",
        "{% account_badge nasty nasty picture=nasty colour=nasty handle=nasty href=nasty %}",
        "{% pagination older=nasty newer=nasty words=nasty %}",
        "{% icon 'add' label=nasty %}",
        "{% tab nasty nasty %}",
        "{% card nasty link=nasty link_label=nasty id=nasty %}{{ nasty }}{% endcard %}",
        "{% heading nasty intro=nasty back=nasty back_label=nasty %}{{ nasty }}{% endheading %}",
        "{% notice 'info' title=nasty %}{{ nasty }}{% endnotice %}",
        "{% empty nasty %}{{ nasty }}{% endempty %}",
        "{% dialog nasty nasty %}{{ nasty }}{% enddialog %}",
        "{% table nasty %}{{ nasty }}{% endtable %}",
        "{% tabs nasty %}{{ nasty }}{% endtabs %}",
        "{% timeline %}{% event nasty by=nasty %}{{ nasty }}{% endevent %}{% endtimeline %}",
        "{% menu_button nasty only_icon=False %}{{ nasty }}{% endmenu_button %}",
        "{% brand_sheet nasty %}",
    ],
)
def test_no_piece_lets_a_strangers_words_become_markup(source):
    assert "<script" not in drawn(source, nasty=NASTY)


def test_markup_between_the_tags_stays_markup():
    assert "<p>Isi</p>" in drawn("{% empty 'Kosong' %}<p>Isi</p>{% endempty %}")
    assert "<p>Isi</p>" in drawn(
        "{% timeline %}{% event 'Dijawab' %}<p>Isi</p>{% endevent %}{% endtimeline %}"
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% button 'x' kind='shiny' %}", "shiny"),
        ("{% button 'x' size='huge' %}", "huge"),
        ("{% badge 'x' 'purple' %}", "purple"),
        ("{% icon 'unicorn' %}", "icons.toml"),
        ("{% button 'x' style='color:red' %}", "style"),
        ("{% button 'x' onclick='go()' %}", "onclick"),
        ("{% button 'x' hx_on_click='go()' %}", "hx-on-click"),
    ],
)
def test_what_the_kit_does_not_have_is_refused_by_name(source, words):
    with pytest.raises(KitError, match=words):
        drawn(source)


def test_left_over_words_become_attributes():
    button = Tags(
        drawn("{% button 'Kirim' kind='primary' hx_post='/x' data_key='a' disabled=True name='do' %}")
    ).one("button")
    assert button["hx-post"] == "/x"
    assert button["data-key"] == "a"
    assert "disabled" in button
    assert button["type"] == "submit"
    assert button["class"] == "btn btn-primary"


def test_a_button_of_one_icon_says_its_name():
    button = Tags(drawn("{% button 'Cari' icon='search' only_icon=True %}")).one("button")
    assert button["aria-label"] == "Cari"


def test_a_filter_says_whether_it_is_on():
    assert Tags(drawn("{% chip 'Semua' current=True %}")).one("button")["aria-pressed"] == "true"
    assert Tags(drawn("{% chip 'Semua' current=True href='?a' %}")).one("a")["aria-current"] == "true"


def test_an_unknown_network_still_has_a_badge():
    assert "#accounts" in drawn("{% account_badge 'Mekarjaya' 'friendster' %}")
    assert "#network-mastodon" in drawn("{% account_badge 'Mekarjaya' 'mastodon' %}")


def test_a_wrong_field_is_tied_to_its_hint_and_its_error():
    html = drawn("{% field form.number %}", form=Letter({}))
    tags = Tags(html)
    control = tags.one("input")
    ids = {attrs.get("id") for _tag, attrs in tags.found}
    assert control["aria-invalid"] == "true"
    assert set(control["aria-describedby"].split()) == {"id_number_hint", "id_number_error"} <= ids
    assert tags.one("label")["for"] == control["id"]


def test_a_right_field_says_nothing_of_errors():
    control = Tags(drawn("{% field form.note %}", form=Letter({"number": "1"}))).one("textarea")
    assert "aria-invalid" not in control
    assert "aria-describedby" not in control


def test_a_group_has_a_legend_and_a_label_for_each_choice():
    html = drawn("{% field form.accounts %}", form=Letter({"accounts": ["a"]}))
    tags = Tags(html)
    boxes = [attrs for tag, attrs in tags.found if tag == "input"]
    labels = {attrs["for"] for tag, attrs in tags.found if tag == "label"}
    assert {box["id"] for box in boxes} == labels
    assert {box["class"] for box in boxes} == {"checkbox"}
    assert ["checked" in box for box in boxes] == [True, False]
    assert tags.one("fieldset")["id"] == "id_accounts"
    assert "<legend" in html
    assert "<script" not in html


def test_a_filter_does_not_say_that_it_is_optional():
    assert "(tidak wajib)" in drawn("{% field form.note %}", form=Letter())
    assert "(tidak wajib)" not in drawn("{% field form.note optional=False %}", form=Letter())


def test_a_counter_is_read_with_its_field():
    tags = Tags(drawn("{% field form.note counter=280 %}", form=Letter()))
    assert tags.one("textarea")["data-counter"] == "280"
    assert tags.one("output")["id"] in tags.one("textarea")["aria-describedby"].split()


def test_attributes_of_a_control_reach_it():
    control = Tags(drawn("{% field form.number hx_get='/hint' placeholder=False %}", form=Letter())).one(
        "input"
    )
    assert control["hx-get"] == "/hint"


def test_a_hidden_field_is_only_itself():
    assert drawn("{% field form.secret %}", form=Letter()).startswith('<input type="hidden"')


def test_errors_of_a_form_lead_to_their_fields():
    form = Letter({})
    form.add_error(None, "Surat ini sudah diganti orang lain.")
    html = drawn("{% form_errors form %}", form=form)
    assert 'role="alert"' in html
    assert "Surat ini sudah diganti orang lain." in html
    assert 'href="#id_number"' in html
    assert 'href="#id_accounts"' in html


def test_a_form_without_errors_shows_none():
    assert not drawn("{% form_errors form %}", form=Letter()).strip()


def test_time_is_shown_where_the_member_is():
    with timezone.override("Asia/Makassar"), translation.override("id"):
        html = drawn("{% time at %}", at=AT)
        assert ">23 November 2026, 15.30 WITA</time>" in html
        assert 'datetime="2026-11-23T07:30:00+00:00"' in html
        assert drawn("{{ at|clock }}", at=AT) == "15.30 WITA"


def test_time_elsewhere_is_the_capitals():
    with timezone.override("UTC"), translation.override("id"):
        assert drawn("{{ at|moment }}", at=AT) == "23 November 2026, 14.30 WIB"


def test_english_keeps_its_own_points():
    with translation.override("en"):
        assert drawn("{{ n|number }} {{ at|clock }}", n=1234.5, at=AT) == "1,234.5 14:30 WIB"


@pytest.mark.parametrize(
    ("value", "words"),
    [(1234567, "1.234.567"), (1234.5, "1.234,5"), (0, "0"), (1000.0, "1.000"), (0.256, "0,26")],
)
def test_numbers_are_indonesian(value, words):
    with translation.override("id"):
        assert drawn("{{ n|number }}", n=value) == words


def test_a_share_is_a_percentage():
    with translation.override("id"):
        assert drawn("{{ n|percent:1 }} {{ n|percent }}", n=0.4267) == "42,7 % 43 %"


@pytest.mark.parametrize(
    "name",
    [
        "moment",
        "near",
        "relative",
        "day",
        "short_day",
        "full_day",
        "clock",
        "span",
        "days_left",
        "number",
        "percent",
    ],
)
def test_nothing_given_shows_nothing(name):
    assert not drawn("{{ nothing|" + name + " }}", nothing=None)


def test_a_face_wears_two_letters_and_always_the_same_dye():
    assert initials("Sari Dewi Wulandari") == "SW"
    assert initials("Bambang") == "BA"
    assert not initials("  ")
    assert dye_of("Sari") == dye_of("Sari")
    assert {dye_of(str(number)) for number in range(200)} == set(range(1, 9))


def test_a_page_stands_without_menu_nameplate_or_member():
    html = Template("{% extends 'ui/page.html' %}").render(Context({"request": RequestFactory().get("/")}))
    assert "Pendopo" in html


def test_the_menu_marks_where_one_is_and_counts_in_words():
    item = Item(
        label="Kotak masuk",
        url="/masuk/",
        icon="inbox",
        badge=12,
        badge_words="12 belum dibaca",
        current=True,
    )
    html = Template("{% extends 'ui/page.html' %}").render(
        Context(
            {
                "menu": Menu(sections=(Section(items=(item,), label="Dengarkan"),), bar=(item,)),
                "request": None,
            }
        )
    )
    assert html.count('aria-current="page"') == 3  # rail, bar and sheet
    assert "12 belum dibaca" in html


def test_every_icon_has_one_meaning():
    lines = (assets.HERE / "icons.toml").read_text(encoding="utf-8").splitlines()
    meanings = [line.split(" = ")[0] for line in lines if " = " in line and not line.startswith("#")]
    assert len(meanings) == len(set(meanings)) == len(assets.icons())


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8.1", "curl/8.1"),
    ],
)
def test_a_device_is_named_in_two_words(says, words):
    assert drawn("{{ says|device }}", says=says) == words


def test_a_view_knows_that_it_is_shown():
    request = RequestFactory().get("/kotak/?lihat=saya")
    assert "aria-current" in drawn("{% tab 'Saya' '/kotak/?lihat=saya' %}", request=request)
    assert "aria-current" not in drawn("{% tab 'Selesai' '/kotak/?lihat=selesai' %}", request=request)
    assert "aria-current" in drawn("{% tab 'Kotak' '/kotak/' %}", request=request)
    below = RequestFactory().get("/kotak/arsip/")
    assert "aria-current" not in drawn("{% tab 'Kotak' '/kotak/' %}", request=below)
    assert "aria-current" in drawn("{% tab 'Kotak' '/kotak/' under=True %}", request=below)
    assert "aria-current" not in drawn("{% tab 'Kotak' '/kotak/' current=False %}", request=request)


def test_what_is_kept_of_one_page_is_never_wrong_on_another():
    """Equal letters, safe or not, are two pieces; so are two languages; and a page's own content is never kept."""
    words = "<b>Baru</b>"
    for _again in range(2):
        assert "<b>Baru</b>" in drawn("{% badge text %}", text=mark_safe(words))
        assert "&lt;b&gt;Baru&lt;/b&gt;" in drawn("{% badge text %}", text=words)
    for language, figure in (("id", "1.234"), ("en", "1,234"), ("id", "1.234")):
        with translation.override(language):
            assert figure in drawn("{% chip 'x' href='/' count=1234 %}")
    before = drawing._drawn.cache_info().currsize
    for token in ("satu", "dua"):
        assert token in drawn("{% card 'Kartu' %}{{ token }}{% endcard %}", token=token)
    assert drawing._drawn.cache_info().currsize == before
