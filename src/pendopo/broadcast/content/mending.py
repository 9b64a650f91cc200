"""One tap that mends a finding: the composition again, with what the rule proposes."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from pendopo.broadcast.content.composition import Composition, PictureUse, Words
from pendopo.broadcast.content.rules import Finding, Span
from pendopo.foundation.errors import Refused
from pendopo.networks import counting
from pendopo.networks.contract import Limits


def mended(composition: Composition, finding: Finding) -> Composition:
    """With the finding's stretch replaced. Raises Refused where the text has changed since."""
    if finding.fix is None or finding.where is None or finding.fix.replacement is None:
        raise Refused(_("There is nothing to mend by one tap here."))
    place = composition.place(int(finding.account_key)) if finding.account_key else None
    if place is None:
        words, pictures = _applied(composition.words, composition.pictures, finding, finding.where)
        return replace(composition, words=words, pictures=pictures)
    said = composition.said(place)
    words, pictures = _applied(said.words, said.pictures, finding, finding.where)
    return composition.with_place(
        replace(
            place,
            follows_words=place.follows_words and words == said.words,
            follows_pictures=place.follows_pictures and pictures == said.pictures,
            words=words,
            pictures=pictures,
        )
    )


def _applied(
    words: Words, pictures: tuple[PictureUse, ...], finding: Finding, where: Span
) -> tuple[Words, tuple[PictureUse, ...]]:
    if finding.fix is None:
        return words, pictures
    field, _dot, rest = where.field.partition(".")
    try:
        match field:
            case "text":
                return replace(words, text=finding.fix.applied_to(words.text, where)), pictures
            case "title":
                return replace(words, title=finding.fix.applied_to(words.title, where)), pictures
            case "link":
                return replace(words, link=finding.fix.applied_to(words.link, where)), pictures
            case "thread":
                return replace(words, thread=_at(words.thread, int(rest), finding, where)), pictures
            case "tags":
                return replace(words, tags=_at(words.tags, int(rest), finding, where)), pictures
            case "pictures":
                number = int(rest.split(".")[0])
                use = pictures[number]
                mended_use = replace(use, alt=finding.fix.applied_to(use.alt, where))
                return words, (*pictures[:number], mended_use, *pictures[number + 1 :])
    except IndexError:
        pass
    raise Refused(_("The text has changed meanwhile. Look at it again."))


def _at(texts: tuple[str, ...], number: int, finding: Finding, where: Span) -> tuple[str, ...]:
    if finding.fix is None:
        return texts
    changed = finding.fix.applied_to(texts[number], where)
    return (*texts[:number], changed, *texts[number + 1 :])


def split(composition: Composition, account_id: int, limits: Limits) -> Composition:
    """The account's text cut into a thread that fits, from then on words of its own."""
    place = composition.place(account_id)
    if place is None:
        raise Refused(_("This item does not go to that account."))
    words = composition.said(place).words
    # The first part carries link and tags as well: leave them their room.
    tail = " ".join([words.link, *(f"#{tag}" for tag in words.tags)]).strip()
    room = limits.text_max - (counting.length(f"\n\n{tail}", limits) if tail else 0)
    first, *rest = counting.split(words.text, replace(limits, text_max=max(room, limits.text_max // 2)))
    thread = [
        one for text in ("\n\n".join(rest), *words.thread) if text for one in counting.split(text, limits)
    ]
    own = replace(words, text=first, thread=tuple(thread))
    return composition.with_place(replace(place, follows_words=False, words=own))
