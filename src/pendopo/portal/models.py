"""What stands on the public pages: articles, pictures, comments, and the tokens that may write."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pendopo.foundation import personal_data
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.portal.states import FLOW, CommentState


class Token(TenantModel):
    """Lets one account write on the portal. Only its fingerprint is kept."""

    fingerprint = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=100)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["Token"].as_manager()


class Medium(TenantModel):
    """A picture, named by the sum of its bytes."""

    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=30)
    file = models.FileField(upload_to="portal/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    objects = TenantQuerySet["Medium"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "sha256"], name="a_portal_picture_is_kept_once"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("portal:medium", args=[self.institution.slug, self.sha256])


class ArticleQuerySet(TenantQuerySet["Article"]):
    """Articles, by what a visitor sees."""

    def standing(self) -> ArticleQuerySet:
        return self.filter(taken_down_at__isnull=True)


class Article(TenantModel):
    """One article. `key` is the writer's own name for it: the same key is the same article for ever."""

    key = models.CharField(max_length=128)
    title = models.CharField(max_length=160)
    text = models.TextField()
    link = models.CharField(max_length=2000, blank=True)
    thread = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    categories = models.JSONField(default=list)
    pictures = models.JSONField(default=list)  # [{"media_id": sha256, "alt": "…"}], in order
    language = models.CharField(max_length=10, default="id")
    published_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True, blank=True)
    views = models.PositiveBigIntegerField(default=0)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "key"], name="a_portal_key_names_one_article"),
        ]
        indexes = [
            models.Index(
                fields=["institution", "-published_at", "-id"],
                name="portal_news",
                condition=Q(taken_down_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(
            "portal:article", args=[self.institution.slug, self.pk, slugify(self.title)[:60] or "berita"]
        )


class CommentQuerySet(TenantQuerySet["Comment"]):
    """Comments, by who reads them."""

    def shown(self) -> CommentQuerySet:
        return self.filter(state=CommentState.SHOWN)


class Comment(TenantModel):
    """A visitor's comment, or our own answer. `place` counts in the order in which they became readable."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    key = models.CharField(max_length=128, blank=True)
    author = models.CharField(_("your name"), max_length=80)
    text = models.TextField(_("comment"), max_length=5000)
    is_ours = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=CommentState.choices)
    said_at = models.DateTimeField()
    place = models.PositiveBigIntegerField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            FLOW.constraint("a_comment_is_in_a_known_state"),
            models.UniqueConstraint(fields=["institution", "place"], name="a_comment_has_its_own_place"),
            models.UniqueConstraint(
                fields=["institution", "key"], name="a_portal_key_names_one_answer", condition=~Q(key="")
            ),
        ]
        indexes = [models.Index(fields=["article", "said_at"], name="portal_comments")]

    @property
    def author_said(self) -> str:
        """Who wrote it, as anyone may read it: what a visitor gives away of a person is covered (R80)."""
        return self.author if self.is_ours else personal_data.masked(self.author)

    @property
    def text_said(self) -> str:
        """What it says, covered likewise; the office's own answers stand as they were approved."""
        return self.text if self.is_ours else personal_data.masked(self.text)


class CommentPolicy(TenantModel):
    """One version of what the office promises about comments. A version is never changed: the next one is."""

    number = models.PositiveIntegerField()
    words = models.TextField(_("what you promise"), max_length=4000)
    appeal = models.TextField(_("how somebody objects"), max_length=2000)
    why = models.CharField(_("what changed"), max_length=300)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = TenantQuerySet["CommentPolicy"].as_manager()

    class Meta:
        verbose_name = _("rules for comments")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="a_comment_policy_has_its_number"),
        ]


class Shelf(TenantModel):
    """Where the next comment of an institution stands. Its lock is held until the comment is committed."""

    last_place = models.PositiveBigIntegerField(default=0)

    objects = TenantQuerySet["Shelf"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution"], name="an_institution_has_one_shelf")]
