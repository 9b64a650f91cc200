"""What stands on a site: articles by their slug, pictures by theirs, categories by their name."""

from __future__ import annotations

from html import escape, unescape
from typing import TYPE_CHECKING

from pendopo.networks.contract import Draft, Gone
from pendopo.networks.http import Failed
from pendopo.networks.wordpress import border, words
from pendopo.networks.wordpress.site import WP, Rest, problem
from pendopo.networks.words import NOT_THERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pendopo.networks.contract import Picture
    from pendopo.networks.http import Talk

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
TRASHED = "__trashed"  # WordPress renames what it puts into the trash


class Shelf:
    """One site's articles, pictures and terms."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def by_slug(self, talk: Talk, slug: str) -> border.Post | None:
        """Find the article with this slug, wherever in its life it is.

        Two tries that crossed have left a second one, `-2`: it is taken away here too, for the worker
        that was about to do so may have died.
        """
        asked = {
            "slug": f"{slug},{slug}-2,{slug}{TRASHED}",
            "status": "any,trash",
            "context": "edit",
            "_fields": "id,slug,status,link,date_gmt",
        }
        answer = self._rest.ask(talk, f"{WP}/posts", params=asked)
        posts = border.POSTS.validate_json(answer.content)
        # One that can be seen counts before one in the trash, the one with our own slug before any.
        found = min(
            posts, key=lambda post: (post.status == "trash", post.slug != slug, post.id), default=None
        )
        for post in posts:
            if post.slug == f"{slug}-2" and found is not None and post.id != found.id:
                self.discard(talk, post)
        return found

    def discard(self, talk: Talk, post: border.Post) -> None:
        """Take a second copy away; our key's hash stands in its slug, so it is nobody else's."""
        self._rest.prepare(
            talk, "DELETE", f"{WP}/posts/{post.id}", params={"force": "true"}, accept={404, 410}
        )

    def pictures(self, talk: Talk, pictures: Sequence[Picture], mark: str) -> list[tuple[border.Media, str]]:
        """Upload what is not there yet; each picture has a slug of its own too."""
        return [
            (self._picture(talk, picture, f"{mark}-{number}"), picture.alt)
            for number, picture in enumerate(pictures, start=1)
        ]

    def _picture(self, talk: Talk, picture: Picture, slug: str) -> border.Media:
        asked = {"slug": slug, "_fields": "id,slug,source_url,alt_text"}
        known = border.MEDIA.validate_json(self._rest.ask(talk, f"{WP}/media", params=asked).content)
        if known:
            media = known[0]
        else:
            name = f"{slug}.{ENDINGS.get(picture.kind, 'jpg')}"
            headers = {
                "Content-Type": picture.kind,
                "Content-Disposition": f'attachment; filename="{name}"',
            }
            answer = self._rest.prepare(talk, "POST", f"{WP}/media", content=picture.content, headers=headers)
            media = border.Media.model_validate_json(answer.content)
        if media.alt_text != picture.alt:
            said = {"alt_text": picture.alt, "title": picture.alt[:100], "slug": slug}
            answer = self._rest.prepare(talk, "POST", f"{WP}/media/{media.id}", json=said)
            media = border.Media.model_validate_json(answer.content)
        return media

    def terms(self, talk: Talk, what: str, names: Sequence[str]) -> list[int]:
        """Return the numbers of categories or tags, made where the site has none of that name."""
        return [self._term(talk, what, name) for name in dict.fromkeys(names) if name.strip()]

    def _term(self, talk: Talk, what: str, name: str) -> int:
        # Names are kept with their & and < escaped, and searched as they are kept.
        asked = {"search": escape(name, quote=False), "per_page": 100, "_fields": "id,name"}
        answer = self._rest.ask(talk, f"{WP}/{what}", params=asked)
        for term in border.TERMS.validate_json(answer.content):
            if unescape(term.name).casefold() == name.strip().casefold():
                return term.id
        answer = self._rest.prepare(talk, "POST", f"{WP}/{what}", json={"name": name}, accept={400})
        if answer.status_code == 400:
            told = problem(answer)
            if told.code == "term_exists" and told.data:
                return int(told.data.get("term_id", ""))
            raise Failed(words.not_accepted(answer.text))
        return border.Term.model_validate_json(answer.content).id

    def seen(self, talk: Talk, remote_id: str, *, fields: str = "id,status") -> border.Post:
        """Return an article that has not been taken down."""
        asked = {"context": "edit", "_fields": fields}
        answer = self._rest.ask(talk, f"{WP}/posts/{remote_id}", params=asked)
        post = border.Post.model_validate_json(answer.content)
        if post.status == "trash":
            raise Gone(NOT_THERE)
        return post

    def article(self, talk: Talk, remote_id: str) -> Draft:
        """Say what stands in an article."""
        fields = "id,status,date_gmt,title,content,featured_media,categories,tags"
        post = self.seen(talk, remote_id, fields=fields)
        featured = None
        if post.featured_media:
            asked = {"_fields": "id,source_url,alt_text"}
            answer = self._rest.ask(talk, f"{WP}/media/{post.featured_media}", params=asked, accept={404})
            if answer.status_code != 404:
                featured = border.Media.model_validate_json(answer.content)
        return words.standing(
            post,
            featured=featured,
            categories=self._names(talk, "categories", post.categories),
            tags=self._names(talk, "tags", post.tags),
        )

    def _names(self, talk: Talk, what: str, numbers: Sequence[int]) -> list[str]:
        if not numbers:
            return []
        asked = {"include": ",".join(map(str, numbers)), "per_page": 100, "_fields": "id,name"}
        answer = self._rest.ask(talk, f"{WP}/{what}", params=asked)
        return [unescape(term.name) for term in border.TERMS.validate_json(answer.content)]

    def answer(self, talk: Talk, remote_id: str) -> Draft:
        """Say what stands in an answer of ours."""
        path = f"{WP}/comments/{remote_id.removeprefix('c')}"
        told = self._rest.ask(talk, path, params={"context": "edit"})
        comment = border.Comment.model_validate_json(told.content)
        if comment.status == "trash":
            raise Gone(NOT_THERE)
        heard = words.heard(comment)
        return Draft(
            text=heard.text, made_at=heard.said_at, in_reply_to=heard.parent_id, root=heard.thread_id
        )
