"""What a bench measured lands on its own page where there is one, and takes the place of what stood there."""

from __future__ import annotations

from tests.bench.__main__ import benches, page_of, placed


def test_a_bench_with_a_page_of_its_own_is_written_there():
    assert page_of("inbox").name == "inbox.md"
    assert page_of("publishing").name == "benchmarks.md"


def test_only_modules_that_measure_are_benches():
    found = benches()
    assert {"inbox", "publishing"} <= set(found)
    assert "publishing_office" not in found


def test_new_figures_take_the_place_of_the_old_ones():
    page = placed("# Page\n\nWords.\n", "inbox", "| 1 |", heading="Measured")
    assert page == "# Page\n\nWords.\n\n<!-- inbox -->\n\n## Measured\n\n| 1 |\n\n<!-- end of inbox -->\n"
    assert placed(page, "inbox", r"| \1 |", heading="Measured") == page.replace("| 1 |", r"| \1 |")
