"""What failed by chance is told once more, alone; what is broken stays broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.twice import alone

ROOT = Path(__file__).resolve().parents[2]
BY_CHANCE = """
from pathlib import Path

def test_that_needs_the_beginning_of_its_story():
    Path("begun").touch()

def test_that_fails_the_first_time():
    assert Path("begun").exists()
    there = Path("been-here").exists()
    Path("been-here").touch()
    assert there
"""
BROKEN = "def test_that_fails_always():\n    assert False\n"
SOUND = "def test_that_passes():\n    open('sound', 'a').write('x')\n"


def told(folder: Path, **files: str) -> subprocess.CompletedProcess[str]:
    """Run beside each other in a folder of their own, which has no settings of ours."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    for name, content in files.items():
        (folder / f"test_{name}.py").write_text(content)
    return subprocess.run(
        [sys.executable, "-m", "tests.twice", "--numprocesses", "2", "--dist", "loadfile"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_fails_by_chance_passes_alone_and_is_named(tmp_path):
    ran = told(tmp_path, chance=BY_CHANCE, sound=SOUND)
    assert ran.returncode == 0, ran.stdout
    assert "Passed alone, and to be looked at: test_chance.py" in ran.stdout
    assert (tmp_path / "sound").read_text() == "x", "only what failed is told again"


def test_what_is_broken_fails_again(tmp_path):
    ran = told(tmp_path, broken=BROKEN, chance=BY_CHANCE)
    assert ran.returncode == 1
    assert "Passed alone" not in ran.stdout


def test_where_much_failed_nothing_is_told_again(tmp_path):
    ran = told(tmp_path, **{f"chance_{number}": BROKEN for number in range(5)})
    assert ran.returncode == 1
    assert "once more alone" not in ran.stdout


@pytest.mark.parametrize("nothing", [{}, {"nothing": "import does_not_exist\n"}])
def test_what_could_not_begin_is_not_well(tmp_path, nothing):
    ran = told(tmp_path, **nothing)
    assert ran.returncode != 0
    assert "Passed alone" not in ran.stdout


def test_alone_means_one_process():
    words = ["-m", "heavy", "--numprocesses", "3", "--dist", "loadgroup", "--no-loadscope-reorder", "-x"]
    assert alone(words) == ["-m", "heavy", "-x"]
