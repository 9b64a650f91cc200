"""How well triage reads what it never saw, how quick and how small it is.

    make bench ONLY=triage             writes docs/benchmarks/triage.md
    python -m tests.bench.triage       prints the same as Markdown

Needs the labelled texts (PENDOPO_TEXTS). A twin without the kept-back texts is trained first; speed and memory are
measured in a process of their own with the shipped files.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from pendopo.listen.triage import Said, clusters, read, reader
from pendopo.listen.triage.lines import labels
from pendopo.listen.triage.measuring import b_cubed, macro_f1, recall
from pendopo.listen.triage.training import making, packs

SPEED = """
import json, sys, time
import psutil
before = psutil.Process().memory_info().rss
from pendopo.listen.triage import read
texts = json.loads(sys.stdin.read())
loaded = time.perf_counter()
read(texts[:1])
loaded = time.perf_counter() - loaded
begun, worked = time.perf_counter(), time.process_time()
for start in range(0, len(texts), 1000):
    read(texts[start : start + 1000])
print(json.dumps({
    "wall": time.perf_counter() - begun, "core": time.process_time() - worked, "load": loaded,
    "memory": (psutil.Process().memory_info().rss - before) / 1e6,
}))
"""


def main() -> int:
    """Measure and print."""
    named = os.environ.get("PENDOPO_TEXTS", "")
    if not Path(named, "triage_authored").is_dir():
        print("PENDOPO_TEXTS names no folder with the labelled texts.", file=sys.stderr)
        return 1
    texts = Path(named)
    begun = time.perf_counter()
    taught = {file: making.examples(file, texts) for file in making.FILES}
    twins = {file: making.twin(file, heads)[0] for file, heads in taught.items()}
    took = time.perf_counter() - begun
    speed = speed_of_shipped([row["text"] for row in packs.rows(texts, "sentiment_smsa")][:6000])
    shipped = reader.shipped
    reader.shipped = twins.__getitem__
    try:
        rows = figures(texts, taught)
    finally:
        reader.shipped = shipped
    print(
        f"{platform.python_implementation()} {platform.python_version()}; the twin was trained in {took:.0f} s.\n"
    )
    print("| measured | texts | asked for | found |\n|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print("\n| speed and size | asked for | found |\n|---|---|---|")
    print(
        f"| texts a second of one core's time, every answer with its words | 2,000 | {6000 / speed['core']:,.0f} |"
    )
    print(f"| the same by the wall's clock, on a machine that others use | | {6000 / speed['wall']:,.0f} |")
    print(f"| memory beyond Python itself, numpy included | 150 MB | {speed['memory']:.0f} MB |")
    print(f"| files of the model | | {size_of_shipped():.1f} MB |")
    print(f"| until the first answer | | {speed['load'] * 1000:.0f} ms |")
    return 0


def figures(
    texts: Path, taught: dict[str, dict[str, list[packs.Example]]]
) -> list[tuple[str, str, str, str]]:
    """Each promise with what was found."""
    kept = {
        f"{file}/{head}": [one for one in given if one.held_back]
        for file, heads in taught.items()
        for head, given in heads.items()
    }
    rows = []
    for name, key, field, floor in (
        ("sentiment, macro-F1", "heads/sentiment", "sentiment", "0.76"),
        ("emotion, macro-F1", "heads/emotion", "emotion", "0.70"),
        ("sentiment in Javanese and Sundanese, macro-F1", "local/sentiment", "sentiment", "0.78"),
        ("spam under names never seen, macro-F1", "heads/spam", "spam", "0.97"),
        ("question without its mark, macro-F1", "heads/question", "question", "0.87"),
        ("language, macro-F1", "local/language", "language", ""),
    ):
        examples = kept[key]
        given = [one.label for one in examples]
        answered = [labels(one)[field] for one in read([one.text for one in examples])]
        rows.append((name, f"{len(examples):,}", floor, f"{macro_f1(given, answered):.3f}"))
    return rows + authored(texts) + coarse(texts) + duplicates(texts)


def authored(texts: Path) -> list[tuple[str, str, str, str]]:
    """What the authored texts, taught to nobody, say of intent, urgency and units."""
    rows = packs.rows(texts, "triage_authored")
    answers = [labels(one) for one in read([row["text"] for row in rows])]
    told = {
        name: ([row[name] for row in rows], [one[name] for one in answers])
        for name in rows[0]
        if name in answers[0]
    }
    count = str(len(rows))
    right = sum(given == found for given, found in zip(*told["unit"], strict=True)) / len(rows)
    return [
        ("intent, macro-F1", count, "0.75", f"{macro_f1(*told['intent']):.3f}"),
        (
            "high urgency, recall",
            str(told["urgency"][0].count("high")),
            "0.80",
            f"{recall(*told['urgency'], 'high'):.3f}",
        ),
        ("urgency, macro-F1", count, "", f"{macro_f1(*told['urgency']):.3f}"),
        ("sentiment of the authored texts, macro-F1", count, "", f"{macro_f1(*told['sentiment']):.3f}"),
        ("unit, first proposal of the usual gazetteer", count, "", f"{right:.3f}"),
    ]


def coarse(texts: Path) -> list[tuple[str, str, str, str]]:
    """The list of coarse words against a pack that taught nothing."""
    rows = packs.rows(texts, "abusive_tweets")
    answered = [labels(one)["abusive"] for one in read([row["text"] for row in rows])]
    return [
        (
            "coarse words, macro-F1",
            f"{len(rows):,}",
            "",
            f"{macro_f1([row['label'] for row in rows], answered):.3f}",
        )
    ]


def duplicates(texts: Path) -> list[tuple[str, str, str, str]]:
    """The same complaint in other words."""
    rows = packs.rows(texts, "duplicates_authored")
    precision, _recall, f1 = b_cubed(
        clusters([Said(row["text"]) for row in rows]), [row["cluster"] for row in rows]
    )
    return [
        ("duplicates, B-cubed F1", str(len(rows)), "0.85", f"{f1:.3f}"),
        ("duplicates, B-cubed precision", str(len(rows)), "0.85", f"{precision:.3f}"),
    ]


def speed_of_shipped(texts: list[str]) -> dict[str, float]:
    """Time and memory of a process that reads and does nothing else."""
    one_core = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", SPEED],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | one_core | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    measured: dict[str, float] = json.loads(ran.stdout)
    return measured


def size_of_shipped() -> float:
    """Megabytes of the two files."""
    return sum(file.stat().st_size for file in (Path(reader.__file__).parent / "model").iterdir()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
