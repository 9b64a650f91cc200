"""Compile translations; with `--check`, say which sentence has none.

Compiling needs the standard library alone, so that a fresh machine needs no gettext. Checking reads Python
and templates the way Django's `makemessages` does, without calling it.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
SOURCE = HOUSE / "src" / "pendopo"
LANGUAGE = "id"
MAGIC = 0x950412DE
CONTEXT_END = "\x04"
PLURAL_END = "\x00"

SKIPPED = {"tests", "migrations", "static", "locale"}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
# Django's own reader passes over what the kit's tags are given: {% heading _("Cases") %}.
TAG_ARGUMENT = re.compile(rf"\b_\({LITERAL}\)")
TEMPLATE_TAG = re.compile(r"\{%.*?%\}")
TEMPLATE_CALL = re.compile(rf"\bn?p?gettext\({LITERAL}(?:,\s*{LITERAL}){{0,2}}")
PLACEHOLDER = re.compile(r"%\((\w+)\)|(?<!\{)\{(\w*)\}(?!\})")
# Which arguments hold sentences: (singular, plural, context), as positions.
CALLS = {
    "_": (0, None, None),
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "npgettext": (1, 2, 0),
    "npgettext_lazy": (1, 2, 0),
}


@dataclass
class Entry:
    """One sentence of a catalogue."""

    context: str | None = None
    sentence: str = ""
    plural: str | None = None
    translations: dict[int, str] = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        return (self.context, self.sentence)

    def is_translated(self) -> bool:
        """Whether it may be shown. The header counts also while tools call it unsure: it names the alphabet."""
        return (
            bool(self.translations)
            and all(self.translations.values())
            and not (self.sentence and self.is_fuzzy)
        )


@dataclass(frozen=True)
class Use:
    """A sentence where it stands in the source."""

    context: str | None
    sentence: str
    place: str

    @property
    def key(self) -> tuple[str | None, str]:
        return (self.context, self.sentence)


def main(arguments: list[str]) -> int:
    """Compile, and check when asked; 0 when all is well."""
    catalogues = sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/*.po"))
    for catalogue in catalogues:
        compile_one(catalogue)
    if "--check" not in arguments:
        return 0
    complaints = list(_complaints(catalogues))
    for complaint in complaints:
        print(complaint)
    if complaints:
        print(f"{len(complaints)} sentences need a translation into Indonesian.")
    return 1 if complaints else 0


def compile_one(catalogue: Path) -> None:
    """Write the .mo beside a .po that is newer."""
    compiled = catalogue.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns == catalogue.stat().st_mtime_ns:
        return
    compiled.write_bytes(_mo(read(catalogue.read_text(encoding="utf-8"), str(catalogue))))
    age = catalogue.stat()
    os.utime(compiled, ns=(age.st_atime_ns, age.st_mtime_ns))


def read(text: str, name: str) -> list[Entry]:
    """The entries of a PO file, the header (an empty sentence) included."""
    entries: list[Entry] = []
    entry, into = Entry(), ""
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        words = line.strip()
        if not words or words.startswith("#~"):
            if into:
                entries.append(entry)
                entry, into = Entry(), ""
        elif words.startswith("#"):
            if into:  # a comment begins the next entry even without an empty line between
                entries.append(entry)
                entry, into = Entry(), ""
            entry.is_fuzzy = entry.is_fuzzy or (words.startswith("#,") and "fuzzy" in words)
        else:
            found = re.fullmatch(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s+)?(".*")', words)
            if found is None:
                raise SystemExit(f"{name}:{number}: this is no line of a PO file: {words}")
            if found[1]:
                if found[1] in {"msgctxt", "msgid"} and into.startswith("msgstr"):
                    entries.append(entry)
                    entry = Entry()
                into = found[1] + (found[2] or "")
            _add(entry, into, ast.literal_eval(found[3]))
    return entries


def _add(entry: Entry, into: str, text: str) -> None:
    match into:
        case "msgctxt":
            entry.context = (entry.context or "") + text
        case "msgid":
            entry.sentence += text
        case "msgid_plural":
            entry.plural = (entry.plural or "") + text
        case _:
            form = int(into.removeprefix("msgstr") or 0)
            entry.translations[form] = entry.translations.get(form, "") + text


def _mo(entries: Iterable[Entry]) -> bytes:
    """The compiled form: a table of sorted sentences, and one of their translations."""
    pairs: dict[bytes, bytes] = {}
    for entry in entries:
        if not entry.is_translated():
            continue
        key = entry.sentence if entry.plural is None else entry.sentence + PLURAL_END + entry.plural
        if entry.context is not None:
            key = entry.context + CONTEXT_END + key
        forms = [entry.translations[form] for form in sorted(entry.translations)]
        pairs[key.encode()] = PLURAL_END.join(forms).encode()
    texts = b""
    tables: list[list[int]] = [[], []]
    first_text = 28 + 16 * len(pairs)
    for table, column in zip(tables, zip(*sorted(pairs.items()), strict=True), strict=False):
        for text in column:
            table += [len(text), first_text + len(texts)]
            texts += text + b"\0"
    head = [MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28 + 16 * len(pairs)]
    numbers = [*head, *tables[0], *tables[1]]
    return struct.pack(f"<{len(numbers)}I", *numbers) + texts


def _complaints(catalogues: Iterable[Path]) -> Iterator[str]:
    known = {
        entry.key: entry
        for catalogue in [*_of_django(), *catalogues]
        if catalogue.parent.parent.name == LANGUAGE
        for entry in read(catalogue.read_text(encoding="utf-8"), str(catalogue))
        if entry.sentence and entry.is_translated()
    }
    missing: dict[tuple[str | None, str], str] = {}
    for use in _uses():
        entry = known.get(use.key)
        if entry is None:
            missing.setdefault(use.key, use.place)
        elif (wrong := _lost_placeholders(entry)) is not None:
            yield f"{use.place}: {use.sentence!r}: the translation must hold the same {wrong}"
    for (_, sentence), place in missing.items():
        yield f"{place}: {sentence!r} has no translation"


def _of_django() -> Iterator[Path]:
    """Django itself knows words such as the names of languages; what it says is also said here."""
    found = importlib.util.find_spec("django")
    if found is not None and found.origin is not None:
        yield Path(found.origin).parent / "conf" / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def _lost_placeholders(entry: Entry) -> str | None:
    """Names that stand on one side only. Indonesian has one form, which may leave out the number of one."""
    asked = {name for text in (entry.sentence, entry.plural or "") for name in _placeholders(text)}
    for translation in entry.translations.values():
        if _placeholders(translation) != asked:
            return ", ".join(sorted(asked ^ _placeholders(translation)))
    return None


def _placeholders(text: str) -> set[str]:
    return {one or other for one, other in PLACEHOLDER.findall(text)}


def _uses() -> Iterator[Use]:
    for file in sorted(SOURCE.rglob("*")):
        if not SKIPPED.isdisjoint(file.relative_to(SOURCE).parts):
            continue
        place = str(file.relative_to(HOUSE))
        if file.suffix == ".py":
            yield from _in_python(file.read_text(encoding="utf-8"), place)
        elif file.suffix in {".html", ".txt"} and "templates" in file.parts:
            yield from _in_template(file.read_text(encoding="utf-8"), place)


def _in_python(text: str, place: str) -> Iterator[Use]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in CALLS:
            continue
        sentence, _, context = CALLS[name]
        words = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        if len(words) > max(sentence, context or 0) and isinstance(words[sentence], str):
            said_in = words[context] if context is not None else None
            yield Use(
                str(said_in) if said_in is not None else None, words[sentence], f"{place}:{node.lineno}"
            )


def _in_template(text: str, place: str) -> Iterator[Use]:
    from django.utils.translation.template import templatize  # noqa: PLC0415 (only where Django is installed)

    for number, line in enumerate(templatize(text, origin=place).splitlines(), start=1):
        for call in TEMPLATE_CALL.finditer(line):
            yield from _in_python(f"{call[0]})", f"{place}:{number}")
    for number, line in enumerate(text.splitlines(), start=1):
        for tag in TEMPLATE_TAG.findall(line):
            for argument in TAG_ARGUMENT.findall(tag):
                yield from _in_python(argument, f"{place}:{number}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
