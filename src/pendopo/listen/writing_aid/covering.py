"""What may leave the house: texts in which a placeholder stands for whatever tells of a person (R80).

Found are personal data (`foundation/personal_data`), the names and handles of the thread's citizens, people whom a
text calls by name ("nama saya ...", "Pak ..."), other accounts, and links that citizens wrote. The same thing has the
same placeholder in all texts of one question, so a model can speak of it. Only here are they put back: names as they
were, numbers and addresses as masks, because no answer of an office shows them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from pendopo.foundation import personal_data
from pendopo.foundation.personal_data import NOTHING_PUBLISHED, Kind, Published

NAME, ACCOUNT, LINK = "NAMA", "AKUN", "TAUTAN"
LABELS: Final = {
    Kind.NIK: "NIK",
    Kind.FAMILY_CARD: "NO-KK",
    Kind.CARD: "KARTU",
    Kind.MOBILE: "TELEPON",
    Kind.LANDLINE: "TELEPON",
    Kind.EMAIL: "EMAIL",
    Kind.BANK_ACCOUNT: "REKENING",
    Kind.PLATE: "PELAT",
    Kind.ADDRESS: "ALAMAT",
}
WORDS: Final = "|".join(sorted({*LABELS.values(), NAME, ACCOUNT, LINK}))
PLACEHOLDER: Final = re.compile(rf"\[\s*({WORDS})[-_ ](\d{{1,4}})\s*\]", re.IGNORECASE)
# Stand in for a placeholder while a text is worked on: no name and no pattern meets them.
OPEN, CLOSE = "\ue000", "\ue001"
STANDING: Final = re.compile(f"{OPEN}(\\d+){CLOSE}")
ADDRESS_OF_PAGE: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)
MENTION: Final = re.compile(r"(?<![\w.])@[\w.\-]*\w(?:@[\w.\-]*\w)?")
CALLED: Final = re.compile(
    r"\b(?:[Nn]ama(?:ku|nya)?(?:\s+(?:saya|lengkap|ibu|ayah|anak|suami|istri|beliau))*\s*[:=]?|[Aa]tas nama|[Aa]\.?\s?[Nn]\.?"
    r"|[Pp]ak|[Bb]apak|[Bb]u|[Ii]bu|[Ss]dri?\.?|[Ss]audar[ai]|[Mm]as|[Mm]bak|[Kk]ang|[Tt]eh|[Ss]aya|[Dd]r\.?|[Hh]j?\.)\s+"
    r"((?:[A-Z][\w'’.-]*)(?:\s+[A-Z][\w'’.-]*){0,3})"
)
# Offices and words of address: they name no person.
NOBODY: Final = frozenset(
    [
        "admin",
        "administrator",
        "ada",
        "akan",
        "anda",
        "apa",
        "bapak",
        "beliau",
        "bupati",
        "camat",
        "dan",
        "desa",
        "di",
        "dinas",
        "dukuh",
        "gubernur",
        "ibu",
        "indonesia",
        "ingin",
        "jalan",
        "kabupaten",
        "kades",
        "kadus",
        "kantor",
        "kecamatan",
        "kelurahan",
        "kepala",
        "kota",
        "ketua",
        "lurah",
        "mas",
        "mbak",
        "menteri",
        "min",
        "mohon",
        "pak",
        "polisi",
        "presiden",
        "provinsi",
        "rt",
        "rw",
        "saya",
        "sekretaris",
        "sudah",
        "tanya",
        "warga",
        "wakil",
        "wali",
        "walikota",
    ]
)
LEAST_OF_A_NAME: Final = 3
LEAST_ANYWHERE: Final = 5  # so long a handle is a handle also inside another word


def plain(text: str) -> str:
    """A text without letters in disguise: they would hide a name from us and not from a reader."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        one for one in folded if one in "\n\t" or unicodedata.category(one) not in {"Cf", "Cc", "Co", "Cs"}
    )


class Cover:
    """The placeholders of one question."""

    def __init__(
        self,
        *,
        names: Iterable[str] = (),
        handles: Iterable[str] = (),
        own_handles: Iterable[str] = (),
        published: Published = NOTHING_PUBLISHED,
    ) -> None:
        self._published = published
        self._own = {plain(one).lstrip("@").casefold() for one in own_handles if one}
        self._names: set[str] = set()
        self._handles = {
            handle for one in handles if len(handle := plain(one).strip().lstrip("@")) >= LEAST_OF_A_NAME
        } - self._own
        self._back: list[tuple[str, str]] = []  # placeholder, what is put back
        self._known: dict[str, int] = {}
        self._of_label: dict[str, int] = {}
        for name in names:
            self.learn(name)
            # What a citizen calls themselves is their name, also where it is a word like others.
            if len(whole := " ".join(plain(name).split())) >= LEAST_OF_A_NAME:
                self._names.add(whole)

    def learn(self, name: str) -> None:
        """Somebody is called so: the whole, and each word of it."""
        words = [word.strip(".,'’-()\"") for word in plain(name).split()]
        kept = [word for word in words if len(word) >= LEAST_OF_A_NAME and word.casefold() not in NOBODY]
        kept = [word for word in kept if any(letter.isalpha() for letter in word)]
        if len(kept) > 1:
            self._names.add(" ".join(words))
        self._names.update(kept)

    def learn_from(self, text: str) -> None:
        """Whom a text calls by name; ask this of all texts before the first is covered."""
        for found in CALLED.finditer(plain(text)):
            self.learn(found[1])

    def covered(self, text: str, *, is_ours: bool = False) -> str:
        """The text as it may leave. In our own words (`is_ours`) links stay: they are what we publish."""
        text = plain(text)
        text = PLACEHOLDER.sub(r"\1 \2", text)  # a citizen's own brackets are none of ours
        if not is_ours:
            text = ADDRESS_OF_PAGE.sub(lambda found: self._stand(LINK, found[0], found[0]), text)
        for hit in reversed(personal_data.found_in(text, self._published)):
            standing = self._stand(LABELS[hit.kind], text[hit.start : hit.end], hit.masked)
            text = f"{text[: hit.start]}{standing}{text[hit.end :]}"
        for handle in sorted(self._handles, key=len, reverse=True):
            edge = "" if len(handle) >= LEAST_ANYWHERE else r"(?<!\w)"
            after = "" if len(handle) >= LEAST_ANYWHERE else r"(?!\w)"
            text = re.sub(
                f"{edge}@?{re.escape(handle)}{after}",
                lambda found: self._stand(ACCOUNT, found[0].lstrip("@"), found[0]),
                text,
                flags=re.IGNORECASE,
            )
        text = MENTION.sub(self._mention, text)
        if self._names:
            either = "|".join(
                r"\s+".join(map(re.escape, name.split()))
                for name in sorted(self._names, key=len, reverse=True)
            )
            text = re.sub(
                rf"(?<![^\W_])({either})(?=(?:ku|mu|nya)?(?:[\W_]|\d|$))",
                lambda found: self._stand(NAME, " ".join(found[1].split()), found[1]),
                text,
                flags=re.IGNORECASE,
            )
        return STANDING.sub(lambda found: self._back[int(found[1])][0], text)

    def put_back(self, text: str) -> str:
        """The text with what its placeholders stand for; one that was never given out is left out."""
        back = dict(self._back)
        return PLACEHOLDER.sub(lambda found: back.get(f"[{found[1].upper()}-{int(found[2])}]", "…"), text)

    def _mention(self, found: re.Match[str]) -> str:
        said = found[0].lstrip("@").casefold()
        if said in self._own or said.partition("@")[0] in self._own:
            return found[0]
        return self._stand(ACCOUNT, found[0].lstrip("@"), found[0])

    def _stand(self, label: str, thing: str, back: str) -> str:
        known = f"{label}:{thing.casefold()}"
        if known not in self._known:
            self._of_label[label] = self._of_label.get(label, 0) + 1
            self._known[known] = len(self._back)
            self._back.append((f"[{label}-{self._of_label[label]}]", back))
        return f"{OPEN}{self._known[known]}{CLOSE}"
