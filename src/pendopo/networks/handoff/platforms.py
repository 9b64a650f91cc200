"""Where people post for us: what fits there, what opens it, and what a link to a post looks like.

The numbers are those a person meets in the apps (2026), on the careful side where they change often.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pendopo.networks.contract import Ability, Counting, Limits
from pendopo.networks.words import _

_ALWAYS: Final = frozenset({Ability.PICTURES, Ability.LINKS, Ability.DELETE})
_WITH_ALT: Final = _ALWAYS | {Ability.ALT_TEXT}


@dataclass(frozen=True, kw_only=True)
class Platform:
    """`open` is filled with the caption ({text}) and the link ({link}), both quoted for an address.

    `post` finds the post's own name in a link to it.
    """

    name: str
    label: str
    limits: Limits
    open: str
    post: re.Pattern[str]
    example: str


def _links(pattern: str) -> re.Pattern[str]:
    return re.compile(r"https://(?:www\.|m\.|web\.)?" + pattern, re.IGNORECASE)


_ALL: Final = (
    Platform(
        name="instagram",
        label="Instagram",
        limits=Limits(
            text_max=2200,
            pictures_max=10,
            aspect_ratios=(0.75, 1.91),
            alt_text_max=1000,
            abilities=_WITH_ALT,
        ),
        open="https://www.instagram.com/",
        post=_links(r"instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]+)"),
        example="https://www.instagram.com/p/AbC123/",
    ),
    Platform(
        name="tiktok",
        label="TikTok",
        limits=Limits(text_max=2200, pictures_max=35, picture_shape=9 / 16, abilities=_ALWAYS),
        open="https://www.tiktok.com/upload",
        post=_links(r"(?:tiktok\.com/(?:@[\w.]+/(?:video|photo)/|t/)|v[mt]\.tiktok\.com/)(\w+)"),
        example="https://www.tiktok.com/@dinas/photo/7300000000000000000",
    ),
    Platform(
        name="whatsapp",
        label=_("WhatsApp channel"),
        limits=Limits(text_max=1024, pictures_max=4, picture_shape=1, abilities=_ALWAYS),
        open="https://wa.me/?text={text}",
        post=_links(r"whatsapp\.com/channel/(\w+/\d+)"),
        example="https://whatsapp.com/channel/0029VaAbC/123",
    ),
    Platform(
        name="x",
        label="X",
        limits=Limits(
            text_max=280,
            counting=Counting.WEIGHTED,
            link_cost=23,
            pictures_max=4,
            picture_bytes_max=5_000_000,
            picture_shape=16 / 9,
            alt_text_max=1000,
            thread_parts_max=25,
            abilities=_WITH_ALT | {Ability.THREADS},
        ),
        open="https://x.com/intent/post?text={text}",
        post=_links(r"(?:x|twitter)\.com/\w+/status/(\d+)"),
        example="https://x.com/dinas/status/1800000000000000000",
    ),
    Platform(
        name="facebook",
        label="Facebook",
        limits=Limits(text_max=63_206, pictures_max=10, alt_text_max=1000, abilities=_WITH_ALT),
        open="https://www.facebook.com/",
        post=_links(r"(?:facebook\.com|fb\.watch)/(?!$)([^\s#]+)"),
        example="https://www.facebook.com/dinas/posts/pfbid0AbC",
    ),
    Platform(
        name="youtube",
        label="YouTube",
        limits=Limits(
            text_max=5000,
            title_max=100,
            pictures_max=5,
            aspect_ratios=(0.4, 2.5),
            picture_shape=1,
            abilities=_ALWAYS | {Ability.TITLE},
        ),
        open="https://studio.youtube.com/",
        post=_links(r"(?:youtu\.be/|youtube\.com/(?:watch\?(?:[^\s#]*&)?v=|shorts/|live/|post/))([\w-]+)"),
        example="https://youtu.be/AbC123",
    ),
    Platform(
        name="threads",
        label="Threads",
        limits=Limits(
            text_max=500,
            pictures_max=10,
            alt_text_max=1000,
            thread_parts_max=25,
            abilities=_WITH_ALT | {Ability.THREADS},
        ),
        open="https://www.threads.net/intent/post?text={text}",
        post=_links(r"threads\.(?:net|com)/@[\w.]+/post/([\w-]+)"),
        example="https://www.threads.net/@dinas/post/AbC123",
    ),
    Platform(
        name="telegram",
        label=_("Telegram channel"),
        limits=Limits(text_max=1024, pictures_max=10, abilities=_ALWAYS),
        open="https://t.me/share/url?url={link}&text={text}",
        post=_links(r"t\.me/((?:c/)?\w+/\d+)"),
        example="https://t.me/dinas/123",
    ),
    Platform(
        name="other",
        label=_("Another platform"),
        limits=Limits(text_max=5000, pictures_max=10, abilities=_WITH_ALT),
        open="",
        post=re.compile(r"https://([\w-]+(?:\.[\w-]+)+(?::\d+)?/\S+)"),
        example="https://contoh.id/kiriman/123",
    ),
)

PLATFORMS: Final[Mapping[str, Platform]] = {one.name: one for one in _ALL}


def of(settings: Mapping[str, str]) -> Platform:
    """The platform of an account."""
    return PLATFORMS.get(settings.get("platform", ""), PLATFORMS["other"])
