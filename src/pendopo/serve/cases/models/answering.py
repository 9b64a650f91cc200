"""What a unit is asked, what it says, what the citizen is told, and what is attached."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.listen.inbox.models import Reply
from pendopo.serve.cases.states import ANSWER, REFERRAL, WITH_UNIT, AnswerState, Purpose, ReferralState


class Referral(TenantModel):
    """One case in front of one unit."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="referrals")
    unit = models.ForeignKey("institution.OrgUnit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=ReferralState.choices, default=ReferralState.SENT)
    question = models.TextField(_("what the unit is asked"))  # without personal data it doesn't need
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    answer_by = models.DateTimeField()  # of the case's resolve clock, as it stood then
    seen_at = models.DateTimeField(null=True, blank=True)
    needs_until = models.DateField(null=True, blank=True)
    needs_why = models.CharField(max_length=500, blank=True)
    said = models.TextField(blank=True)  # the unit's words
    said_by = models.CharField(max_length=150, blank=True)  # the name its liaison gave
    ended_at = models.DateTimeField(null=True, blank=True)
    bounced_to = models.ForeignKey(
        "institution.OrgUnit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=500, blank=True)  # why it is not theirs, or was taken back
    is_decided = models.BooleanField(
        default=False
    )  # the coordinator chose the unit: no bouncing any more (R38)
    remind_at = models.DateTimeField(null=True, blank=True)  # when the ladder is looked at next

    objects = TenantQuerySet["Referral"].as_manager()

    class Meta:
        verbose_name = _("referral")
        ordering = ["sent_at", "id"]
        constraints = [
            REFERRAL.constraint("a_referral_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["case"],
                name="a_case_is_with_one_unit_at_a_time",
                condition=Q(state__in=sorted(state.value for state in WITH_UNIT)),
            ),
            models.CheckConstraint(
                condition=~Q(state=ReferralState.ANSWERED) | ~Q(said=""),
                name="a_unit_that_answered_said_something",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReferralState.BOUNCED) | ~Q(why=""), name="not_ours_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReferralState.NEEDS_TIME)
                | Q(needs_until__isnull=False) & ~Q(needs_why=""),
                name="who_needs_time_says_until_when_and_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "unit", "answer_by"],
                name="referrals_with_units",
                condition=Q(state__in=sorted(state.value for state in WITH_UNIT)),
            ),
            # What a unit said last, for its own page.
            models.Index(
                fields=["institution", "unit", "-ended_at", "-id"],
                name="referrals_units_settled",
                condition=~Q(state__in=sorted(state.value for state in WITH_UNIT)),
            ),
            models.Index(
                fields=["remind_at"], name="referrals_to_remind", condition=Q(remind_at__isnull=False)
            ),
        ]


class Answer(TenantModel):
    """The office's words to the citizens of a case, and whether they reached them."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="answers")
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    # None: a draft that is still written, of a case without a thread.
    reporter = models.ForeignKey(
        "cases.Reporter", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    text = models.TextField(_("answer"))
    state = models.CharField(max_length=20, choices=AnswerState.choices, default=AnswerState.DRAFT)
    # Only the answer itself ends something.
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.FINAL)
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    reply = models.ForeignKey(
        "inbox.Reply", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reached_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=200, blank=True)  # how they were told, where no network did it
    trouble = models.CharField(max_length=500, blank=True)
    machine = models.CharField(
        max_length=10, choices=Reply.Machine.choices, blank=True, default="", db_default=""
    )
    machine_text = models.TextField(blank=True, default="", db_default="")  # the draft as the model wrote it

    objects = TenantQuerySet["Answer"].as_manager()

    class Meta:
        verbose_name = _("answer of a case")
        ordering = ["made_at", "id"]
        constraints = [
            ANSWER.constraint("an_answer_of_a_case_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["reply"], name="a_reply_carries_one_answer", condition=Q(reply__isnull=False)
            ),
            models.CheckConstraint(
                condition=~Q(state=AnswerState.REACHED) | Q(reached_at__isnull=False),
                name="who_was_reached_was_reached_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[AnswerState.DRAFT, AnswerState.DROPPED])
                | ~Q(machine=Reply.Machine.BEGUN),
                name="a_person_stands_behind_a_machine_answer",
            ),
        ]


class Attachment(TenantModel):
    """A picture or paper of a case. Files are named by what is in them, and never served to strangers."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="attachments")
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    file = models.FileField(upload_to="cases/")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    from_unit = models.BooleanField(default=False)
    from_citizen = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    by = models.ForeignKey("institution.Member", on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantQuerySet["Attachment"].as_manager()

    class Meta:
        verbose_name = _("attachment")
        constraints = [
            models.UniqueConstraint(fields=["case", "sha256"], name="a_file_is_attached_to_a_case_once"),
        ]
