"""Every network has a page that says what the code does."""

from __future__ import annotations

import re

import pytest

from pendopo.networks import registry
from pendopo.networks.contract import Ability, Counting, Proof
from pendopo.networks.handoff.platforms import PLATFORMS
from tests.docs import limits_table


def test_every_network_has_a_page_and_the_index_leads_to_it():
    pages = {page.stem for page in limits_table.PAGES.glob("*.md")} - {"README"}
    index = (limits_table.PAGES / "README.md").read_text(encoding="utf-8")
    assert pages == set(registry.NETWORKS)
    assert set(re.findall(r"\]\((\w+)\.md\)", index)) == pages


@pytest.mark.parametrize("name", registry.NETWORKS)
def test_its_table_says_what_the_code_does(name):
    page = (limits_table.PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert limits_table.table(name) in page, "run `python -m tests.docs.limits_table`"


@pytest.mark.parametrize("name", registry.NETWORKS)
def test_it_says_how_to_connect_and_what_is_missing(name):
    page = (limits_table.PAGES / f"{name}.md").read_text(encoding="utf-8")
    for heading in ("## Menghubungkan", "## Yang belum ada"):
        _before, found, after = page.partition(heading)
        assert found, heading
        assert len(after.partition("\n## ")[0].split()) > 10, heading


@pytest.mark.parametrize("name", registry.NETWORKS)
def test_everything_that_is_asked_when_connecting_is_named(name):
    page = (limits_table.PAGES / f"{name}.md").read_text(encoding="utf-8")
    for asked in registry.NETWORKS[name].asked:
        assert f"`{asked.name}`" in page, asked.name


def test_the_platforms_that_people_post_on_by_hand_are_told_one_by_one():
    page = (limits_table.PAGES / "handoff.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [^|]+ \| ([\d.]+) \| (\d+) \| ([^|]+) \|$", page, re.MULTILINE)
    assert rows == [
        (
            limits_table.number(one.limits.text_max),
            str(one.limits.pictures_max),
            limits_table.threads(one.limits),
        )
        for one in PLATFORMS.values()
    ]


def test_every_word_of_the_contract_has_one_in_the_table():
    assert set(limits_table.CAN) == set(Ability)
    assert set(limits_table.COUNTED) == set(Counting)
    assert set(limits_table.PROVEN) == set(Proof)
