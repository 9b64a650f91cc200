"""What a server is, and what therefore fits: asked once when connecting, kept in the account's settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pendopo.networks.contract import Ability, Counting, Gone, Limits, NotReachable, Proof
from pendopo.networks.http import Talk
from pendopo.networks.mastodon import models

ABILITIES: Final = frozenset(
    {
        Ability.PICTURES,
        Ability.ALT_TEXT,
        Ability.LINKS,
        Ability.THREADS,
        Ability.READ,
        Ability.REPLY,
        Ability.BLOCK,
        Ability.DELETE,
        Ability.MEASURE,
        Ability.SEARCH_POSTS,
    }
)
# What servers lack that otherwise speak the same language.
LACKS: Final[Mapping[str, frozenset[Ability]]] = {"snac": frozenset({Ability.DELETE})}
# Only these are known to count like Mastodon; counting every character is the stricter way.
COUNTS_LIKE_MASTODON: Final = frozenset({"mastodon", "glitch", "hollo"})
# Servers that hand out this many of an account's latest posts, whatever page is asked for.
WITHOUT_PAGES: Final[Mapping[str, int]] = {"snac": 256}
PICTURES: Final = ("image/jpeg", "image/png", "image/webp")
_REALLY: Final = re.compile(
    r"\b(snac|pleroma|akkoma|gotosocial|takahe|hollo|misskey|sharkey|iceshrimp|firefish|pixelfed|friendica"
    r"|glitch)\b[ /]?v?([\d.]*)",
    re.IGNORECASE,
)


def limits(settings: Mapping[str, str]) -> Limits:
    """The limits of an account whose server said this of itself; Mastodon's own where it said nothing."""
    software = settings.get("software", "mastodon")
    like_mastodon = software in COUNTS_LIKE_MASTODON
    return Limits(
        text_max=_number(settings, "text_max", 500),
        counting=Counting.GRAPHEMES if like_mastodon else Counting.CHARACTERS,
        link_cost=_number(settings, "link_cost", 23) if like_mastodon else None,
        mention_counts_local_part_only=like_mastodon,
        pictures_max=min(_number(settings, "pictures_max", 4), 4),
        picture_bytes_max=_number(settings, "picture_bytes_max", 8_000_000),
        picture_pixels_max=_number(settings, "picture_pixels_max", 16_777_216),
        picture_kinds=tuple(settings.get("picture_kinds", "").split()) or PICTURES,
        alt_text_max=_number(settings, "alt_text_max", 1500),
        thread_parts_max=25,
        abilities=ABILITIES - LACKS.get(software, frozenset()),
        proof=Proof.SEARCH,
    )


def shown_at_once(settings: Mapping[str, str], page: int) -> int:
    """How many of our own posts an answer holds where `page` were asked for and more exist."""
    return WITHOUT_PAGES.get(settings.get("software", ""), page)


def ask(talk: Talk) -> dict[str, str]:
    """Ask a server what it is and what it takes; the answer is kept as the account's settings."""
    try:
        answer = talk.ask("/api/v2/instance")
    except Gone:
        answer = talk.ask("/api/v1/instance")
    instance = models.Instance.model_validate_json(answer.content)
    software, version = _software(talk, instance.version)
    statuses, media = instance.configuration.statuses, instance.configuration.media_attachments
    kinds = [kind for kind in PICTURES if kind in media.supported_mime_types]
    known = {
        "software": software,
        "version": version,
        "text_max": statuses.max_characters or instance.max_toot_chars,
        "link_cost": statuses.characters_reserved_per_url,
        "pictures_max": statuses.max_media_attachments,
        "picture_bytes_max": media.image_size_limit,
        "picture_pixels_max": media.image_matrix_limit,
        "picture_kinds": " ".join(kinds),
        "alt_text_max": media.description_limit,
    }
    return {name: str(value) for name, value in known.items() if value}


def _software(talk: Talk, version: str) -> tuple[str, str]:
    """The server's real name. The version of the API may pretend; NodeInfo usually does not."""
    try:
        links = models.NodeInfoLinks.model_validate_json(talk.ask("/.well-known/nodeinfo").content).links
        href = next((link.href for link in links if "nodeinfo.diaspora.software" in link.rel), "")
        if href:
            said = models.NodeInfo.model_validate_json(talk.ask(href).content).software
            if said.name:
                return said.name.lower(), said.version
    except (Gone, NotReachable, ValueError):
        pass  # many small servers have none; the version tells enough
    if really := _REALLY.search(version):
        return really.group(1).lower(), really.group(2)
    return "mastodon", version


def _number(settings: Mapping[str, str], name: str, otherwise: int) -> int:
    said = settings.get(name, "")
    return int(said) if said.isdigit() and int(said) > 0 else otherwise
