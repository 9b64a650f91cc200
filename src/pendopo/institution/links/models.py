"""Links that open one thing without an account, and a bounded log of who came with them."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.institution.links.states import WITHOUT_ROW, Outcome, Purpose


class LinkQuerySet(TenantQuerySet["Link"]):
    """Links, as rooms ask for them."""

    def about(self, subject: models.Model) -> Self:
        """Those that open this row."""
        return self.filter(subject=subject._meta.label_lower, subject_id=subject.pk)

    def alive(self, now: datetime) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


class Link(TenantModel):
    """Whoever holds its address may open one thing until a day. Of the secret only the sum is kept."""

    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    subject = models.CharField(max_length=60)  # "cases.referral": the table
    subject_id = models.BigIntegerField()
    sum = models.BinaryField(max_length=32)  # SHA-256 of the secret
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    first_opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=300, blank=True)  # read by whoever comes with the link

    objects = LinkQuerySet.as_manager()

    visitor: str = ""  # who has just come with it; never kept as it is

    class Meta:
        verbose_name = _("link")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "sum"], name="a_secret_opens_one_link"),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="a_link_is_for_a_known_purpose"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="a_link_ends_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_why=""), name="a_withdrawn_link_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "subject", "subject_id"], name="links_of_a_row"),
            models.Index(fields=["expires_at"], name="links_that_have_ended"),
        ]


class LinkUse(TenantModel):
    """Somebody came with a link: the first time it opened, and each refusal, counted by the hour.

    One row an hour and outcome: whoever hammers on a dead link fills no table.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    hour = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    visitor = models.BinaryField(max_length=16)  # of the last one: a keyed sum of the address, never itself
    last_at = models.DateTimeField()

    objects = TenantQuerySet["LinkUse"].as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["link", "outcome", "hour"], name="a_link_is_counted_by_the_hour"),
            models.CheckConstraint(
                condition=Q(outcome__in=sorted(set(Outcome.values) - WITHOUT_ROW)),
                name="an_outcome_belongs_to_a_link",
            ),
        ]
        indexes = [models.Index(fields=["last_at"], name="uses_of_links_by_age")]


class LinkPost(TenantModel):
    """A form that was sent by a link: the same one, sent again, does nothing twice."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    at = models.DateTimeField()

    objects = TenantQuerySet["LinkPost"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "key"], name="a_form_counts_once")]
        indexes = [models.Index(fields=["at"], name="posts_of_links_by_age")]


class LinkCount(TenantModel):
    """How often a link was opened, or a visitor opened links, in a stretch of time."""

    scope = models.BinaryField(max_length=16)
    began_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    objects = TenantQuerySet["LinkCount"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "scope", "began_at"], name="openings_are_counted_in_one_place"
            ),
        ]
        indexes = [models.Index(fields=["began_at"], name="counts_of_links_by_age")]
