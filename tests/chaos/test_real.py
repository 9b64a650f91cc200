"""A few of `make chaos ONLY=--real` with every run of the tests, and how its witness counts."""

from __future__ import annotations

import json

import pytest

from tests.chaos import real
from tests.chaos.test_chaos import TERMS, chaos

PUBLISHES = 20


@pytest.mark.slow
@pytest.mark.servers
def test_the_same_holds_on_the_real_servers(tmp_path, mastodon_server, bluesky_server, wordpress_server):
    known = tmp_path / "servers.json"
    told = {"mastodon": mastodon_server, "bluesky": bluesky_server, "wordpress": wordpress_server}
    known.write_text(json.dumps({name: peer.said for name, peer in told.items()}))
    ran = chaos("--real", "--servers", str(known), "--publishes", str(PUBLISHES), *TERMS)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("state", "texts", "what"),
    [
        ("published", ["kabar7a", "kabar7b"], "published"),
        ("published", ["Air mengalir, kabar7a. Terima kasih, kabar7b."], "published"),
        ("published", ["kabar7a", "kabar7b", "lagi kabar7a"], "twice"),
        ("published", ["kabar7a", "kabar7b", "lagi kabar7b"], "twice"),
        ("published", ["kabar7a", "kabar71b"], "lost"),
        ("published", [], "lost"),
        ("sending", ["kabar7a", "kabar7b"], "lost"),
        ("unsure", ["kabar7a"], "asked_a_person"),
        ("unsure", ["kabar7a", "kabar7a"], "twice"),
    ],
)
def test_a_witness_counts_every_part_of_what_was_said(state, texts, what):
    figures = real.held_against({7: state}, texts)
    assert figures[what] == 1
    assert (figures["twice"] or figures["lost"]) == (what in {"twice", "lost"})
