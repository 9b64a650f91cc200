"""What a person posts for us: the card shows all of it, and the link they bring back is looked at."""

from datetime import UTC, datetime

import pytest

from pendopo.networks.connecting import CannotConnect
from pendopo.networks.contract import Ability, Draft, Later, Picture, Refused, Sent, Unknown
from pendopo.networks.handoff import NETWORK, platforms
from pendopo.networks.outside import Outside

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DRAFT = Draft(
    text="Air & listrik",
    made_at=NOW,
    link="https://dinas.go.id/a?b=c",
    pictures=(Picture(content=b"", kind="image/png", alt="kotak", width=1, height=1),),
)


def an_account(platform="instagram"):
    return NETWORK.connect({"platform": platform, "handle": "@Dinas"}, Outside()).credentials


def test_a_write_waits_for_a_person():
    account = an_account()
    connector = NETWORK.connector(account, Outside(), lambda _: None)
    answer = connector.publish(DRAFT, key="d-1")
    assert isinstance(answer, Later)
    assert answer.handle == "handoff"
    assert connector.check(answer.handle) == answer
    assert isinstance(connector.find(DRAFT, key="d-1", since=NOW), Unknown)
    assert connector.delete("9").handle == "handoff-delete:9"
    assert connector.who_am_i().handle == "Dinas"


def test_the_card_opens_the_app_with_the_caption_filled_in():
    card = NETWORK.by_hand.card(DRAFT, {"platform": "x"})
    assert card.caption == "Air & listrik\n\nhttps://dinas.go.id/a?b=c"
    assert card.app_url.startswith("https://x.com/intent/post?text=Air%20%26%20listrik")
    assert card.alts == ("kotak",)


@pytest.mark.parametrize("platform", platforms.PLATFORMS.values(), ids=lambda one: one.name)
def test_every_platform_knows_its_own_links(platform):
    settings = {"platform": platform.name}
    sent = NETWORK.by_hand.accept(f" {platform.example} ", settings)
    assert isinstance(sent, Sent)
    assert sent.remote_id
    assert isinstance(NETWORK.by_hand.accept("https://palsu.contoh/", settings), Refused)
    assert isinstance(NETWORK.by_hand.accept("javascript:alert(1)", settings), Refused)
    assert isinstance(NETWORK.by_hand.accept(platform.example.replace("https", "http"), settings), Refused)


@pytest.mark.parametrize(
    ("url", "platform", "found"),
    [
        ("https://www.instagram.com/dinas/reel/AbC-1/?igsh=x", "instagram", "AbC-1"),
        ("https://twitter.com/dinas/status/18?s=20", "x", "18"),
        ("https://www.youtube.com/watch?app=desktop&v=aB-c_1", "youtube", "aB-c_1"),
        ("https://instagram.com.palsu.id/p/AbC/", "instagram", None),
        ("https://palsu.id/https://www.instagram.com/p/AbC/", "instagram", None),
    ],
)
def test_the_posts_name_is_found_in_its_link(url, platform, found):
    answer = NETWORK.by_hand.accept(url, {"platform": platform})
    assert getattr(answer, "remote_id", None) == found


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"platform": "instagram", "handle": " "}, "handle"),
        ({"platform": "?", "handle": "dinas"}, "platform"),
        ({"platform": "x", "handle": "dinas", "url": "http://a.id"}, "url"),
    ],
)
def test_what_is_missing_is_named(typed, field):
    with pytest.raises(CannotConnect) as no:
        NETWORK.connect(typed, Outside())
    assert no.value.field == field


@pytest.mark.parametrize("platform", sorted(platforms.PLATFORMS))
def test_who_answers_by_hand_is_bound_by_no_programs_window(platform):
    """The 24 hours of WhatsApp, Messenger and Instagram bind programs; a person in the app may answer at any time."""
    limits = platforms.PLATFORMS[platform].limits
    assert limits.reply_window is None
    assert not limits.abilities & {Ability.READ, Ability.REPLY, Ability.BLOCK}
