"""How it will look and what still fits, account by account, counted as each network counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from pendopo.broadcast.content.checking import due_of
from pendopo.broadcast.content.composition import Composition, PictureUse, Place
from pendopo.broadcast.content.models import ContentItem, Picture
from pendopo.broadcast.content.pictures import cut
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.networks import counting, titles
from pendopo.networks.contract import Ability, Draft, Limits
from pendopo.networks.contract import Picture as SentPicture

PAGE_MIN: Final = 5000
TITLE_MAX: Final = 200
_MENTIONS: Final = re.compile(r"(?<![\w/])@[\w.-]+(?:@[\w.-]+)?")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One post of a thread: its words as HTML, and how full it is."""

    html: SafeString
    used: int
    most: int

    @property
    def left(self) -> int:
        return self.most - self.used

    @property
    def is_over(self) -> bool:
        return self.left < 0


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One picture as the network will show it."""

    picture: Picture
    alt: str
    width: int
    height: int
    is_cropped: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """One account's post. `look` says which shape it has: a post, or an article with a title."""

    account: SocialAccount
    place: Place
    look: str
    title: str
    parts: tuple[Part, ...]
    pictures: tuple[Shown, ...]
    card: str  # the link that is drawn as a card of its own
    due_at: datetime | None
    why_not: str
    follows: bool

    @property
    def is_over(self) -> bool:
        return any(part.is_over for part in self.parts)


def previews(
    item: ContentItem, composition: Composition, known: Mapping[int, SocialAccount]
) -> tuple[Preview, ...]:
    """What each chosen account will show."""
    shown = Picture.objects.filter(institution_id=item.institution_id).in_bulk(composition.picture_ids())
    return tuple(
        _preview(item, composition, place, known[place.account_id], shown)
        for place in composition.places
        if place.account_id in known
    )


def _preview(
    item: ContentItem,
    composition: Composition,
    place: Place,
    account: SocialAccount,
    pictures: Mapping[int, Picture],
) -> Preview:
    limits = accounts.limits_of(account)
    said = composition.said(place)
    words = said.words
    draft = Draft(
        text=words.text,
        made_at=item.made_at,
        title=words.title,
        link=words.link,
        tags=words.tags,
        pictures=_pretended(said.pictures),
    )
    texts = [counting.as_said(draft, limits), *words.thread]
    # A page of its own has room for thousands of letters and is never without a heading.
    is_article = limits.can(Ability.TITLE) and limits.text_max >= PAGE_MIN
    return Preview(
        account=account,
        place=place,
        look="article" if is_article else "post",
        title=titles.title(draft, at_most=limits.title_max or TITLE_MAX)
        if is_article
        else (words.title if limits.can(Ability.TITLE) else ""),
        parts=tuple(
            Part(html=dressed(text), used=counting.length(text, limits), most=limits.text_max)
            for text in texts
        ),
        pictures=_shown(said.pictures, pictures, limits),
        card=words.link if not limits.link_takes_text and not said.pictures else "",
        due_at=due_of(item, place),
        why_not=accounts.why_not_publish(account),
        follows=place.follows_words and place.follows_pictures,
    )


def _pretended(uses: Sequence[PictureUse]) -> tuple[SentPicture, ...]:
    """Pictures without bytes: whether there are any changes how a link is counted."""
    return tuple(SentPicture(content=b"", kind="", alt=use.alt, width=1, height=1) for use in uses)


def _shown(uses: Sequence[PictureUse], known: Mapping[int, Picture], limits: Limits) -> tuple[Shown, ...]:
    found = []
    for use in uses[: limits.pictures_max]:
        picture = known.get(use.picture_id)
        if picture is None:
            continue
        part = cut(picture.width, picture.height, (picture.focus_x, picture.focus_y), limits)
        found.append(
            Shown(
                picture=picture,
                alt=use.alt,
                width=part.width,
                height=part.height,
                is_cropped=part.crops(picture.width, picture.height),
            )
        )
    return tuple(found)


def dressed(text: str) -> SafeString:
    """The text as HTML: links, mentions and hashtags stand out, everything else is escaped."""
    marks = [(link.start, link.end) for link in counting.links(text, bare=True)]
    marks += [(start, end) for start, end, _word in counting.tags(text)]
    marks += [(one.start(), one.end()) for one in _MENTIONS.finditer(text)]
    pieces: list[SafeString] = []
    at = 0
    for start, end in sorted(marks):
        if start < at:
            continue
        pieces.append(mark_safe(escape(text[at:start])))
        pieces.append(format_html('<span class="text-primary">{}</span>', text[start:end]))
        at = end
    pieces.append(mark_safe(escape(text[at:])))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
