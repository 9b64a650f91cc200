"""Services, what was promised about each at which time, and the pledge above all of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.serve.standards.states import FLOW, FOURTEEN, PLEDGE, Component, PledgeState, RevisionState

# It stands between colons and braces in saved replies.
CALLED = RegexValidator(
    r"^[\w][\w .&/+-]*$", _("Use letters, digits, spaces and - . / & + only, and begin with a letter.")
)
PART_MAX = 4000


class ServiceQuerySet(TenantQuerySet["Service"]):
    """Services, by what can be said of them."""

    def in_force(self) -> ServiceQuerySet:
        """Those with a standard that holds today."""
        return self.filter(revisions__state=RevisionState.PUBLISHED)

    def like(self, words: str, *, components: Iterable[Component] = Component) -> ServiceQuerySet:
        """Those whose names, other names or components in force hold these words."""
        return self.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(also_called__icontains=words)
            | Q(pk__in=Revision.objects.speaking_of(words, components).values("service_id"))
        )


class Service(TenantModel):
    """Something an office does for citizens. What holds for it stands in its revisions."""

    name = models.CharField(_("name of the service"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=40, validators=[CALLED])
    also_called = models.CharField(_("also called"), max_length=500, blank=True)  # separated by commas
    unit = models.ForeignKey(
        "institution.OrgUnit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "name"], name="a_service_has_its_own_name"),
            models.UniqueConstraint(
                "institution", Lower("short_name"), name="a_short_name_means_one_service"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Every word it goes by, as it was written."""
        others = (one.strip() for one in self.also_called.split(","))
        return (self.name, self.short_name, *filter(None, others))


class RevisionQuerySet(TenantQuerySet["Revision"]):
    """Revisions, by whether they hold."""

    def in_force(self) -> RevisionQuerySet:
        return self.filter(state=RevisionState.PUBLISHED)

    def unfinished(self) -> RevisionQuerySet:
        return self.filter(state__in=[RevisionState.DRAFT, RevisionState.IN_REVIEW])

    def speaking_of(self, words: str, components: Iterable[Component]) -> RevisionQuerySet:
        """Those in force that hold these words in one of these components."""
        parts = Q()
        for component in components:
            parts |= Q(**{f"parts__{component.value}__icontains": words})
        return self.in_force().filter(parts)


class Revision(TenantModel):
    """What was promised about a service from one day to another. Once handed in it is never changed."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=RevisionState.choices, default=RevisionState.DRAFT)
    parts = models.JSONField(default=dict)  # component's value -> text
    why = models.CharField(_("what changed"), max_length=300, blank=True)
    # Everybody who wrote in it: none of them can say yes to it.
    writers = ArrayField(models.BigIntegerField(), default=list)
    author = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)  # grows with every save: of two writers one is told
    returned_why = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    revised_on = models.DateField(null=True)  # the day from which it holds, in the office's own zone
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("service standard")
        ordering = ["-number"]
        constraints = [
            FLOW.constraint("a_revision_is_in_a_known_state"),
            models.UniqueConstraint(fields=["service", "number"], name="a_revision_has_its_own_number"),
            models.UniqueConstraint(
                fields=["service"],
                name="one_standard_is_in_force",
                condition=Q(state=RevisionState.PUBLISHED),
            ),
            models.UniqueConstraint(
                fields=["service"],
                name="one_revision_is_being_written",
                condition=Q(state__in=[RevisionState.DRAFT, RevisionState.IN_REVIEW]),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(writers__contains=[F("decided_by_id")]),
                name="nobody_approves_a_standard_they_wrote",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RevisionState.DRAFT, RevisionState.IN_REVIEW])
                | Q(decided_by__isnull=False, published_at__isnull=False, revised_on__isnull=False),
                name="what_is_in_force_says_since_when_and_who_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=RevisionState.WITHDRAWN) | ~Q(ended_why=""),
                name="what_was_withdrawn_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "changed_at"],
                name="standards_to_approve",
                condition=Q(state=RevisionState.IN_REVIEW),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} ({self.number})"

    def part(self, component: Component) -> str:
        """What it says about one component; '' where nothing was written yet."""
        return str(self.parts.get(component.value, ""))

    @property
    def missing(self) -> tuple[Component, ...]:
        """Which of the fourteen say nothing yet."""
        return tuple(one for one in FOURTEEN if not self.part(one).strip())


class Pledge(TenantModel):
    """The office's signed word to serve by its standards and to bear the consequences (UU 25/2009 art. 22)."""

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=PledgeState.choices, default=PledgeState.PROPOSED)
    text = models.TextField(_("pledge"), max_length=PART_MAX)
    signed_by = models.CharField(_("signed by"), max_length=160)
    position = models.CharField(_("position"), max_length=160)
    signed_on = models.DateField(_("signed on"))
    author = models.ForeignKey("institution.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "institution.Member", on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Pledge"].as_manager()

    class Meta:
        verbose_name = _("service pledge")
        ordering = ["-number"]
        constraints = [
            PLEDGE.constraint("a_pledge_is_in_a_known_state"),
            models.UniqueConstraint(fields=["institution", "number"], name="a_pledge_has_its_own_number"),
            models.UniqueConstraint(
                fields=["institution"],
                name="one_pledge_is_in_force",
                condition=Q(state=PledgeState.PUBLISHED),
            ),
            models.UniqueConstraint(
                fields=["institution"],
                name="one_pledge_is_proposed",
                condition=Q(state=PledgeState.PROPOSED),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("author")),
                name="nobody_approves_a_pledge_they_wrote",
            ),
            models.CheckConstraint(
                condition=~Q(state=PledgeState.PUBLISHED)
                | Q(decided_by__isnull=False, published_at__isnull=False),
                name="a_pledge_in_force_says_who_approved_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
