"""`pytest`, and where little failed among much that ran at once, those files once more, alone.

    python -m tests.twice -m heavy --numprocesses 3

Whole houses, browsers and real servers share the cores of one machine; what fails there by chance passes when nothing
else runs, and what is broken fails again. Both are printed: a file that passes only alone is to be looked at, since it
may have found a race that a slow machine of an office would find, too. A file is a story: it is told from its beginning.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final

# More is no chance.
FILES_MOST: Final = 4
SOME_FAILED: Final = 1  # pytest's own word for it
AT_ONCE: Final = ("--numprocesses", "--maxprocesses", "--dist")


def main(words: list[str]) -> int:
    """What pytest says in the end: its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        ended = _pytest(*words, f"--junitxml={report}", "--override-ini=junit_family=xunit1")
        files = failed_in(report) if ended == SOME_FAILED else []
    if not files or len(files) > FILES_MOST:
        return ended
    print(f"\nFailed beside others, and once more alone: {', '.join(files)}", flush=True)
    ended = _pytest(*alone(words), *files)
    if not ended:
        print(f"\nPassed alone, and to be looked at: {', '.join(files)}", flush=True)
    return ended


def failed_in(report: Path) -> list[str]:
    """The files whose tests failed or did not begin, each once."""
    found = {}
    for case in ET.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            found[case.get("file", "")] = None
    return [file for file in found if file]


def alone(words: list[str]) -> list[str]:
    """The same words, without those that make several run at once."""
    left, skip = [], False
    for word in words:
        if not skip and word not in AT_ONCE and word != "--no-loadscope-reorder":
            left.append(word)
        skip = word in AT_ONCE
    return left


def _pytest(*words: str) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *words], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
