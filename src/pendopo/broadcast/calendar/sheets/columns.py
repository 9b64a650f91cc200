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
