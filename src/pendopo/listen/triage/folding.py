"""Letters as they were meant: dressed-up, spaced, stretched and clipped writing folded to plain words.

Each word remembers where it stood in the original text, so that an answer can point at what decided it; and
what was folded leaves a mark, because dressing letters up says something itself (mostly: "look at my shop").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from pendopo.listen.triage import lists

# What a reader takes for a Latin letter and Unicode doesn't decompose.
LOOK_ALIKES: Final = str.maketrans(
    "аеорсухкмтвнігѕјԁһɡɑɩıοαρνυκτχηεβµωʟʀɴɪɢʜʏʙᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜱꜰøłđ𐊗",
    "aeopcyxkmtbhirsjdhgaiioapvuktxnebuwlrnighybacdejkmoptuvwzsfoldt",
)
LETTER_NAME: Final = re.compile(r"LATIN (?:(?:SMALL|CAPITAL) )+LETTER (?:(?:SMALL|CAPITAL) )*([A-Z])$")
DIGIT_NAME: Final = re.compile(r"(?:DIGIT|NUMBER) (ZERO|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE)$")
DIGITS: Final = {
    word: str(number)
    for number, word in enumerate(
        ("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE")
    )
}
# Joiners, variation selectors, skin tones: they carry no word.
SILENT: Final = re.compile("[\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")

TOKEN: Final = re.compile(
    r"(?P<link>(?:https?://|www\.)\S+|<url>|xxxurlxxx|xxxlinkxxx|\[url\])"
    r"|(?P<user>@\w[\w.]*|xxxuserxxx)"
    r"|(?P<number>xxxnumberxxx)"
    r"|(?P<face>(?<!\w)(?:[:;=]['’]?[-^o]?[()dpo3*/\\|\[\]@$]+(?!\w)|xd+\b|t[_.]+t\b|u[_.]u\b|<3|\^[_.-]*\^|[->][_.]+[-<]))"
    r"|(?P<spaced>(?<![^\W_])[^\W_](?![^\W_])(?:[^\w\s]?[ ./_*|,~-]?[^\w\s]?[^\W_](?![^\W_])){3,}(?![^\W_]))"
    r"|(?P<word>[^\W_]+(?:['’`][^\W_]+)*)"
    r"|(?P<sign>[?!]+)"
    r"|(?P<picture>[^\w\s\x00-\x7f])"
)
STRETCHED: Final = re.compile(r"(.)\1{2,}")
ENDINGS: Final = ("nya", "lah", "kah", "pun")
TWICE: Final = re.compile(r"([^\W\d_]{2,})2(nya|an|in|lah|kan)?")
NAME_WITH_DIGITS: Final = re.compile(r"[^\W\d_]{3,}\d{1,4}|[^\W\d_]{2,}\d[a-z]")
LEET_INSIDE: Final = re.compile(r"[a-z][01345][a-z]")
LEET: Final = str.maketrans("01345", "oieas")
COUNTED: Final = re.compile(r"\d+([^\W\d_]{3,})")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and where its letters stood in the text as it was written."""

    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Folded:
    """A text made plain: its words in order, and marks of what was done to it."""

    text: str
    words: tuple[Word, ...]
    marks: frozenset[str]

    @cached_property
    def forms(self) -> list[str]:
        """The words alone."""
        return [word.form for word in self.words]

    @cached_property
    def bare(self) -> list[str]:
        """The words without endings that change no meaning."""
        return [_without_ending(word.form) for word in self.words]

    @property
    def plain(self) -> str:
        """The words with one space between, as rules read them."""
        return " ".join(self.forms)

    def written(self, word: Word) -> str:
        """The word as the citizen wrote it."""
        return self.text[word.start : word.end]


def fold(text: str) -> Folded:
    """The text as plain lower-case words."""
    marks: set[str] = set()
    places: list[int] | None = None
    if text.isascii():
        plain = text.lower()
    else:
        plain, places = _letters(text, marks)
    words: list[Word] = []
    for match in TOKEN.finditer(plain):
        start, end = match.span()
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        for form in _forms(match.lastgroup or "", match.group(), marks):
            words.append(Word(form, start, end))  # noqa: PERF401
    if _shouts(text):
        marks.add("shouts")
    return Folded(text, tuple(words), frozenset(marks))


def _letters(text: str, marks: set[str]) -> tuple[str, list[int]]:
    """Plain letters, and for each the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character < "\x80":
            plain, mark = character.lower(), ""
        else:
            plain, mark = _letter(character)
        if mark:
            marks.add(mark)
        letters.append(plain)
        places.extend([place] * len(plain))
    return "".join(letters), places


@lru_cache(maxsize=8192)
def _letter(character: str) -> tuple[str, str]:
    """What one character beyond ASCII stands for, and the mark it leaves."""
    kind = unicodedata.category(character)
    if SILENT.match(character) or kind == "Cs":
        return "", ""
    if kind in {"Mn", "Me"}:
        return "", "combining"
    low = character.lower()
    looked = low.translate(LOOK_ALIKES)
    if looked != low:
        return looked, "styled"
    name = unicodedata.name(character, "")
    if found := LETTER_NAME.search(name):
        return found[1].lower(), "" if name.startswith("LATIN") else "styled"
    if found := DIGIT_NAME.search(name):
        return DIGITS[found[1]], "styled"
    composed = "".join(
        one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one)
    )
    if composed != character and composed.isascii() and composed.strip():
        # An accented letter is how a name is written; a mathematical one is a costume.
        return composed.lower(), "" if unicodedata.normalize("NFKC", character) == character else "styled"
    return low, ""


def _forms(kind: str, written: str, marks: set[str]) -> tuple[str, ...]:
    """The folded words one token becomes."""
    if kind == "link":
        return ("§link",)
    if kind == "user":
        return ("§user",)
    if kind == "number":
        return ("§number",)
    if kind == "face":
        return (lists.face(written),)
    if kind == "sign":
        return ("?",) if "?" in written else ("!",)
    if kind == "picture":
        feeling = lists.EMOJI.get(written)
        return (written, feeling) if feeling else (written,)
    if kind == "spaced":
        written = "".join(one for one in written if one.isalnum())
        if not written.isdigit():
            marks.add("spaced")
    form, left = _word(written)
    marks.update(left)
    return (form,)


@lru_cache(maxsize=32768)
def _word(written: str) -> tuple[str, tuple[str, ...]]:
    """A word's folded form, and the marks it leaves."""
    if written.isdigit():
        return "§number", ()
    marks = []
    form = STRETCHED.sub(r"\1", written)
    if form != written:
        marks.append("stretched")
    if not form.isalpha():
        if twice := TWICE.fullmatch(form):
            return lists.SLANG.get(twice[1], twice[1]) + (twice[2] or ""), tuple(marks)
        if counted := COUNTED.fullmatch(form):
            return lists.SLANG.get(counted[1], counted[1]), tuple(marks)
        if LEET_INSIDE.search(form):
            marks.append("leet")
            stem = form.rstrip("0123456789")
            form = stem.translate(LEET) + form[len(stem) :]
        if NAME_WITH_DIGITS.fullmatch(form):
            marks.append("named")
    return lists.SLANG.get(form, form), tuple(marks)


@lru_cache(maxsize=32768)
def _without_ending(form: str) -> str:
    for ending in ENDINGS:
        if len(form) > len(ending) + 3 and form.endswith(ending):
            return form[: -len(ending)]
    return form


def _shouts(text: str) -> bool:
    upper = sum(map(str.isupper, text))
    return upper >= 12 and upper > 0.7 * sum(map(str.isalpha, text))
