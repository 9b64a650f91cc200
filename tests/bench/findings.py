"""Findings while typing: how long the rules take over long texts that six accounts say in words of their own.

    make bench ONLY=findings         writes its part of docs/benchmarks.md
    python -m tests.bench.findings   prints the same as Markdown

Texts are made up of words and of what rules look for, always the same ones. On a machine that does other work
too the wall's time says little: what counts is this process's time on a processor.
"""

from __future__ import annotations

import dataclasses
import os
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pendopo.broadcast.content.rules import OfficeFacts, Recent, Subject, Variant, Voice, examine
from pendopo.networks.registry import NETWORKS

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
LETTERS = 10_000
ROUNDS = 30
SENTENCE = (
    "air bersih kembali mengalir di wilayah ini setelah perbaikan pipa selesai dikerjakan petugas dinas warga dapat "
    "menghubungi kantor pelayanan pada jam kerja untuk bertanya tentang jadwal pemadaman listrik jalan jembatan "
    "sekolah puskesmas pasar taman dan terminal yang sedang diperbaiki terima kasih atas kesabaran masyarakat"
)
AMONG = (
    "Hubungi 0274 512345 atau halo@contoh.go.id.",
    "Jumlah warga 1.250 orang, naik 20% dari tahun lalu.",
    "Selengkapnya di https://contoh.go.id/berita dan media sosial kami.",
    "Dalam rangka kegiatan dimaksud, agar masyarakat melaksanakan pendaftaran.",
    "#AirBersih #Sukamaju",
)


def main() -> None:
    print(
        f"Texts of {LETTERS:,} letters with what the rules look for among ordinary sentences; 60 recent posts to compare "
        f"with. Processor time of the rules alone, median; a load of {os.getloadavg()[0]:.0f}.\n\n| what | measured |\n|---|---|"
    )
    chance = random.Random(7)
    show("one text that six accounts share, new", [subject(chance, own_words=False) for _ in range(ROUNDS)])
    others = [subject(chance, own_words=True) for _ in range(ROUNDS)]
    show("a text and six others, one for each account, all new", others)
    show("the same, while somebody types in one of them", typed(chance, subject(chance, own_words=True)))
    print("\nAgain: `make bench ONLY=findings`.")


def show(what: str, subjects: list[Subject]) -> None:
    spent = []
    for one in subjects:
        began = time.process_time()
        examine(one)
        spent.append((time.process_time() - began) * 1000)
    print(f"| {what} | {statistics.median(spent):.1f} ms |", flush=True)


def subject(chance: random.Random, *, own_words: bool) -> Subject:
    text = prose(chance)
    return Subject(
        text=text,
        now=NOW,
        variants=tuple(
            Variant(
                account_key=name,
                account_name=name.capitalize(),
                network=name,
                limits=network.limits,
                text=prose(chance) if own_words else text,
                due_at=NOW,
            )
            for name, network in NETWORKS.items()
        ),
        office=OfficeFacts(voice=Voice(address="Anda")),
        recents=RECENTS,
    )


def typed(chance: random.Random, of: Subject) -> list[Subject]:
    """The subject after each of some letters in its last account's text."""
    examine(of)
    *others, last = of.variants
    return [
        dataclasses.replace(of, variants=(*others, dataclasses.replace(last, text=text)))
        for text in letter_by_letter(chance, last.text)
    ]


def letter_by_letter(chance: random.Random, text: str) -> Iterator[str]:
    for _ in range(ROUNDS):
        text += chance.choice("aeiou ")
        yield text


def prose(chance: random.Random, letters: int = LETTERS) -> str:
    said: list[str] = []
    while sum(map(len, said)) < letters:
        words = " ".join(chance.choices(SENTENCE.split(), k=chance.randint(6, 22)))
        said.append(chance.choice(AMONG) if chance.random() < 0.1 else f"{words.capitalize()}.")
    return " ".join(said)[:letters]


RECENTS = tuple(
    Recent.of(
        item_key=f"item-{number}",
        text=prose(random.Random(number), 600),
        account_keys=NETWORKS,
        at=NOW - timedelta(days=number),
    )
    for number in range(60)
)


if __name__ == "__main__":
    main()
