"""The columns of a plan; a sheet that is exported can be imported again."""

from __future__ import annotations

from typing import Final

SHEET: Final = "Rencana"
CHOICES: Final = "Pilihan"
TITLE, DATE, TIME, PILLAR, ACCOUNTS, TEXT, CEREMONY, STATE = range(8)
HEADS: Final = ("Judul", "Tanggal", "Jam", "Pilar", "Akun", "Teks", "Seremonial", "Keadaan")
NEEDED: Final = HEADS[:STATE]
LETTERS: Final = "ABCDEFGH"
WIDTHS: Final = (40, 18, 10, 22, 32, 70, 12, 16)
YES: Final = frozenset({"ya", "y", "yes", "true", "1", "benar"})
NO: Final = frozenset({"tidak", "t", "no", "false", "0", "bukan", "-", ""})
# What spreadsheets, and what reads their text files, take for the beginning of a formula; the wide ones are those
# of East Asian keyboards.
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def disarmed(text: str) -> str:
    """Words that no spreadsheet takes for a formula: with one apostrophe more before them."""
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text


def armed(text: str) -> str:
    """The words as they were before `disarmed`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(DANGEROUS) else text
