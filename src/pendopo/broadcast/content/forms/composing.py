"""The composer as one form: the master, its pictures, and every account's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.composition import Composition, PictureUse, Place, Words
from pendopo.broadcast.content.models import Picture
from pendopo.foundation.web import number_in
from pendopo.institution.accounts.models import SocialAccount

TEXT_MAX: Final = 70_000
OFFSET_MAX: Final = 60 * 24 * 14
_TAGS: Final = re.compile(r"[\s,#]+")


class WordsForm(forms.Form):
    """The words of the master, or with a prefix those of one account."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=TEXT_MAX,
        strip=False,
        widget=forms.Textarea({"rows": 9}),
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    link = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=2000,
        widget=forms.TextInput({"inputmode": "url", "autocapitalize": "none", "placeholder": "https://"}),
    )
    tags = forms.CharField(
        label=_("Hashtags"),
        required=False,
        max_length=600,
        widget=forms.TextInput({"autocapitalize": "none", "placeholder": "#airbersih #sukamaju"}),
    )

    @classmethod
    def showing(cls, words: Words, prefix: str = "") -> WordsForm:
        """Filled with what stands there."""
        return cls(
            initial={
                "text": words.text,
                "title": words.title,
                "link": words.link,
                "tags": " ".join(f"#{tag}" for tag in words.tags),
            },
            prefix=prefix or None,
        )


class PlaceEntry:
    """One account beside the text: chosen or not, following or not, with its own words."""

    def __init__(self, account: SocialAccount, place: Place | None, form: WordsForm) -> None:
        self.account = account
        self.place = place or Place(account_id=account.pk)
        self.is_chosen = place is not None
        self.words = form
        self.prefix = prefix(account)


def prefix(account: SocialAccount) -> str:
    """What the names of an account's fields begin with."""
    return f"a{account.pk}"


class Composer:
    """The whole page of writing as one form: the master, its pictures, and every account's own."""

    def __init__(
        self,
        accounts: Sequence[SocialAccount],
        *,
        composition: Composition | None = None,
        post: QueryDict | None = None,
    ) -> None:
        self._accounts = accounts
        self._post = post
        if post is None:
            shown = composition or Composition()
            self.master = WordsForm.showing(shown.words)
            self.shown = shown
        else:
            self.master = WordsForm(post)
        self._own = {
            account.pk: WordsForm(post, prefix=prefix(account))
            if post is not None
            else WordsForm.showing(_own_words(self.shown, account.pk), prefix(account))
            for account in accounts
        }
        if post is not None:
            self.shown = self._typed(post)

    def is_valid(self) -> bool:
        """Whether what was typed can be kept at all."""
        return self.master.is_valid() and all(
            self._own[one.account_id].is_valid() for one in self.shown.places
        )

    def composition(self) -> Composition:
        """What was typed, as one value."""
        return self.shown

    @property
    def places(self) -> list[PlaceEntry]:
        """Every account that can be written for."""
        return [
            PlaceEntry(account, self.shown.place(account.pk), self._own[account.pk])
            for account in self._accounts
        ]

    def _typed(self, post: QueryDict) -> Composition:
        words = _words(post, "")
        chosen = set(post.getlist("account"))
        return Composition(
            words=words,
            pictures=_uses(post, ""),
            places=tuple(
                self._place(post, account, words) for account in self._accounts if str(account.pk) in chosen
            ),
        )

    def _place(self, post: QueryDict, account: SocialAccount, master: Words) -> Place:
        head = f"{prefix(account)}-"
        follows_words = f"{head}own_words" not in post
        own = _words(post, head)
        return Place(
            account_id=account.pk,
            follows_words=follows_words,
            follows_pictures=f"{head}own_pictures" not in post,
            # Words of its own begin as the master's.
            words=Words() if follows_words else (master if own.is_empty else own),
            pictures=_uses(post, head),
            offset_minutes=_minutes(post.get(f"{head}offset", "")),
        )


def _own_words(composition: Composition, account_id: int) -> Words:
    place = composition.place(account_id)
    return place.words if place else Words()


def _words(post: QueryDict, head: str) -> Words:
    tags = _TAGS.split(post.get(f"{head}tags", "")[:600])
    return Words(
        text=post.get(f"{head}text", "")[:TEXT_MAX],
        title=post.get(f"{head}title", "")[:300],
        link=post.get(f"{head}link", "")[:2000],
        tags=tuple(tag[:100] for tag in tags if tag),
        thread=tuple(part[:TEXT_MAX] for part in post.getlist(f"{head}thread")[:50] if part.strip()),
    )


def _uses(post: QueryDict, head: str) -> tuple[PictureUse, ...]:
    ids = post.getlist(f"{head}picture")
    alts = post.getlist(f"{head}alt")
    return tuple(
        PictureUse(picture_id=int(pk), alt=alt[:5000].replace("\r\n", "\n"))
        for pk, alt in zip(ids, [*alts, *[""] * len(ids)], strict=False)
        if number_in(pk)
    )


def _minutes(typed: str) -> int:
    try:
        return max(-OFFSET_MAX, min(OFFSET_MAX, int(typed)))
    except ValueError:
        return 0


def with_picture(composition: Composition, picture: Picture, account_id: int) -> Composition:
    """The composition with one more picture, in the master or in one account's own."""
    use = PictureUse(picture_id=picture.pk, alt=picture.alt)
    place = composition.place(account_id)
    if place is None:
        return replace(composition, pictures=(*composition.pictures, use))
    own = composition.said(place).pictures
    return composition.with_place(replace(place, follows_pictures=False, pictures=(*own, use)))
