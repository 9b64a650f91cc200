"""Every read of the public pages."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from django.db.models import Count, Q

from pendopo.foundation.tenancy import whole_house
from pendopo.institution.models import Institution
from pendopo.portal.models import Article, ArticleQuerySet, Comment, CommentQuerySet, Medium, Token
from pendopo.portal.states import CommentState

NEWS_A_PAGE: Final = 12
FEED: Final = 30


def fingerprint(token: str) -> str:
    """What is kept of a token: long random words need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def token(written: str) -> Token | None:
    """The token somebody wrote with, if it is good; whose it is, is not known before."""
    if not written:
        return None
    with whole_house("a token says itself for which institution it writes"):
        return (
            Token.objects.filter(fingerprint=fingerprint(written), revoked_at__isnull=True)
            .select_related("institution")
            .first()
        )


def tokens(institution_id: int) -> list[Token]:
    """All tokens, the newest first."""
    return list(Token.objects.filter(institution_id=institution_id).order_by("-made_at"))


def articles(institution: Institution) -> ArticleQuerySet:
    """What stands, the newest first."""
    return Article.objects.filter(institution=institution).standing().order_by("-published_at", "-pk")


def news(institution: Institution, *, before: tuple[datetime, int] | None) -> list[Article]:
    """One page and one more, from the newest down."""
    found = articles(institution)
    if before is not None:
        at, number = before
        found = found.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=number))
    return list(
        found.annotate(said=Count("comments", filter=Q(comments__state=CommentState.SHOWN)))[
            : NEWS_A_PAGE + 1
        ]
    )


def media_of(institution: Institution, found: list[Article]) -> dict[str, Medium]:
    """The pictures of these articles, by their sum."""
    named = {picture["media_id"] for article in found for picture in article.pictures}
    return {one.sha256: one for one in Medium.objects.filter(institution=institution, sha256__in=named)}


def shown_comments(article: Article) -> CommentQuerySet:
    """What visitors read below an article, oldest first."""
    return article.comments.shown().order_by("said_at", "pk")


def visitors_after(institution_id: int, *, place: int, limit: int) -> list[Comment]:
    """Visitors' comments after a place, in the order in which they arrived, and one more."""
    found = Comment.objects.filter(institution_id=institution_id, is_ours=False, place__gt=place)
    return list(found.order_by("place")[: limit + 1])
