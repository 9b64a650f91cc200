"""Catalogues compile without gettext, and a sentence without a translation is found."""

from __future__ import annotations

import gettext
import importlib.util
import io
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[2] / "tools" / "translations.py"
SPEC = importlib.util.spec_from_file_location("translations", FILE)
assert SPEC is not None
assert SPEC.loader is not None
translations = importlib.util.module_from_spec(SPEC)
__import__("sys").modules["translations"] = translations
SPEC.loader.exec_module(translations)

CATALOGUE = r"""
#, fuzzy
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

# For the page of work.
#: somewhere.py:3
msgid "One \"day\""
msgid_plural "%(n)s days"
msgstr[0] "%(n)s hari"
msgctxt "month"
msgid "May"
msgstr "Mei – bulan"

msgid ""
"in two "
"lines"
msgstr "dalam dua baris"

#, fuzzy
msgid "Perhaps"
msgstr "Barangkali"

msgid "Not yet"
msgstr ""

#~ msgid "Old"
#~ msgstr "Lama"
"""


@pytest.fixture(scope="module")
def compiled() -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(translations._mo(translations.read(CATALOGUE, "test.po"))))


def test_sentences_are_found_again(compiled):
    assert compiled.gettext("in two lines") == "dalam dua baris"
    assert compiled.pgettext("month", "May") == "Mei – bulan"
    assert compiled.gettext("May") == "May"
    assert compiled.ngettext('One "day"', "%(n)s days", 5) == "%(n)s hari"


def test_what_is_unsure_empty_or_old_is_left_out(compiled):
    assert [compiled.gettext(word) for word in ("Perhaps", "Not yet", "Old")] == ["Perhaps", "Not yet", "Old"]


def test_a_broken_catalogue_is_named_with_its_line():
    with pytest.raises(SystemExit, match=r"test\.po:1: .*msgid no quotes"):
        translations.read("msgid no quotes", "test.po")


def test_sentences_of_python_are_found():
    source = """
a = _("One") + gettext_lazy("Two")
b = ngettext("%(n)s day", "%(n)s days", 3) % {"n": 3}
c = pgettext("month", "May")
d = _(name)
"""
    found = [use.key for use in translations._in_python(source, "here.py")]
    assert sorted(found, key=str) == sorted(
        [(None, "One"), (None, "Two"), (None, "%(n)s day"), ("month", "May")], key=str
    )


def test_sentences_of_templates_are_found():
    source = """{% load i18n %}{% translate "One" %}{% translate "May" context "month" %}
{% blocktranslate trimmed count n=days %}
  {{ n }} day
{% plural %}
  {{ n }} days
{% endblocktranslate %}{# {% translate "A comment" %} #}"""
    found = {use.key for use in translations._in_template(source, "here.html")}
    assert found == {(None, "One"), ("month", "May"), (None, "%(n)s day")}


@pytest.mark.parametrize(
    ("sentence", "translation", "lost"),
    [
        ("%(n)s days", "%(n)s hari", None),
        ("%(n)s days", "hari", "n"),
        ("by {name}", "oleh {nama}", "nama, name"),
    ],
)
def test_a_translation_keeps_every_placeholder(sentence, translation, lost):
    entry = translations.Entry(sentence=sentence, translations={0: translation})
    assert translations._lost_placeholders(entry) == lost


def test_what_the_kits_tags_are_given_is_read_too():
    template = """{% load kit %}{% heading _("Cases") intro=_('Who has it') %}{% if x %}{{ y }}{% endif %}"""
    assert {use.sentence for use in translations._in_template(template, "a.html")} == {"Cases", "Who has it"}
