"""What is written about a text: where it comes from, comments, reasons, and whether its links answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.models.items import ContentItem
from pendopo.broadcast.content.models.versions import Version
from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class SourceKind(models.TextChoices):
    """Where a claim comes from (R13)."""

    DOCUMENT = "document", _("Document")
    LINK = "link", _("Link")
    PERSON = "person", _("Person")


class Source(TenantModel):
    """Where something in the text comes from; it stays with the item through its later versions."""

    item = models.ForeignKey(ContentItem, on_delete=models.PROTECT, related_name="sources")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices)
    reference = models.CharField(
        _("reference"),
        max_length=1000,
        help_text=_("The document's name and number, the address, or the person and their position."),
    )
    statement = models.TextField(_("what it says"), blank=True)
    file = models.FileField(_("file"), upload_to="sources/", blank=True)
    added_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["Source"].as_manager()

    class Meta:
        verbose_name = _("source")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in SourceKind]), name="a_source_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=~Q(kind=SourceKind.PERSON) | ~Q(statement=""), name="a_person_states_something"
            ),
        ]


class Note(TenantModel):
    """A comment, on a passage of one version or on the whole."""

    item = models.ForeignKey(ContentItem, on_delete=models.PROTECT, related_name="notes")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=60, blank=True)  # as a finding's span names it; '' for the whole
    quote = models.TextField(blank=True)
    text = models.TextField(_("comment"))
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet["Note"].as_manager()

    class Meta:
        verbose_name = _("comment")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something"),
        ]


class ReasonGiven(TenantModel):
    """Why somebody goes on in spite of a warning. It stays with the finding's key, and falls with it."""

    item = models.ForeignKey(ContentItem, on_delete=models.PROTECT, related_name="reasons")
    key = models.CharField(max_length=200)
    rule = models.CharField(max_length=30)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TenantQuerySet["ReasonGiven"].as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="a_reason_is_given_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_reason_says_something"),
        ]


class LinkCheck(TenantModel):
    """What a link answered when it was last tried; 0 where nothing answered."""

    url = models.CharField(max_length=2000)
    status = models.PositiveSmallIntegerField()
    checked_at = models.DateTimeField()

    objects = TenantQuerySet["LinkCheck"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "url"], name="a_link_is_remembered_once"),
        ]
