"""The register of official accounts, what opens them, and what networks let us say."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet
from pendopo.institution.accounts.states import FLOW, AccountState


class SocialAccountQuerySet(TenantQuerySet["SocialAccount"]):
    """Accounts, by what can be done with them."""

    def open(self) -> SocialAccountQuerySet:
        """Those we may speak through now."""
        return self.filter(state=AccountState.CONNECTED)

    def kept(self) -> SocialAccountQuerySet:
        """Those that are ours still, connected or waiting to be connected again."""
        return self.exclude(state=AccountState.CLOSED)

    def with_keepers(self) -> SocialAccountQuerySet:
        """With whose they are and who answers for them, in one question."""
        return self.select_related(
            "institution", "owner_unit", "responsible__person", "custodian_one", "custodian_two"
        )

    def like(self, words: str) -> SocialAccountQuerySet:
        """Those whose name or handle holds these words."""
        return self.filter(Q(name__icontains=words) | Q(handle__icontains=words))


class SocialAccount(TenantModel):
    """One official account on one network (R01): whose it is, who answers for it, and what opens it."""

    network = models.CharField(_("network"), max_length=30)
    base = models.CharField(_("server"), max_length=300, blank=True)
    remote_id = models.CharField(max_length=300, blank=True)
    handle = models.CharField(_("handle"), max_length=200)
    name = models.CharField(_("name"), max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    picture_url = models.CharField(max_length=1000, blank=True)
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    state = models.CharField(max_length=20, choices=AccountState.choices, default=AccountState.CONNECTED)

    # The register (R01, R05)
    owner_unit = models.ForeignKey(
        "institution.OrgUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner unit"),
    )
    responsible = models.ForeignKey(
        "institution.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible official"),
    )
    custodian_one = models.ForeignKey(
        "institution.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first custodian"),
    )
    custodian_two = models.ForeignKey(
        "institution.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second custodian"),
    )
    mailbox = models.EmailField(_("mailbox of the account"), blank=True)
    phone = models.CharField(_("phone number of the account"), max_length=30, blank=True)
    record_number = models.CharField(_("number in the register"), max_length=60, blank=True)
    second_factor_on = models.DateField(_("second factor confirmed on"), null=True, blank=True)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    silent_after_days = models.PositiveSmallIntegerField(_("silence alarm after days"), default=14)

    # What opens it
    mark = models.UUIDField(
        default=uuid.uuid4, editable=False, unique=True
    )  # the place secrets are sealed for
    secrets = models.BinaryField(default=b"", editable=False)
    settings = models.JSONField(default=dict, blank=True)  # what its server said of itself
    token_ends_at = models.DateTimeField(null=True, blank=True)
    connected_at = models.DateTimeField()
    webhook_token = models.CharField(max_length=60, unique=True, editable=False)

    # How it is doing
    last_answered_at = models.DateTimeField(null=True, blank=True)
    last_trouble = models.CharField(max_length=500, blank=True)
    last_trouble_at = models.DateTimeField(null=True, blank=True)
    last_published_at = models.DateTimeField(null=True, blank=True)
    silence_told_at = models.DateTimeField(null=True, blank=True)

    # How far it was read
    read_cursor = models.TextField(blank=True)
    next_read_at = models.DateTimeField(null=True, blank=True)

    objects = SocialAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("official account")
        ordering = ["network", "handle"]
        constraints = [
            FLOW.constraint("an_account_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["institution", "network", "base", "handle"], name="an_account_is_registered_once"
            ),
            models.CheckConstraint(
                condition=Q(custodian_two__isnull=True) | ~Q(custodian_one=models.F("custodian_two")),
                name="two_custodians_are_two_people",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_read_at"], name="accounts_to_read", condition=Q(state=AccountState.CONNECTED)
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.handle


class AppRegistration(models.Model):
    """Our registration with one server, shared by every institution: making it again wastes theirs."""

    network = models.CharField(max_length=30)
    server = models.CharField(max_length=300)
    kept = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "server"], name="we_register_with_a_server_once"),
        ]


class PendingConsent(TenantModel):
    """Somebody was sent to a network's page of consent and has not come back yet."""

    member = models.ForeignKey("institution.Member", on_delete=models.CASCADE, related_name="+")
    network = models.CharField(max_length=30)
    state = models.CharField(max_length=200, unique=True)
    kept = models.BinaryField()  # sealed
    account = models.ForeignKey(SocialAccount, on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = TenantQuerySet["PendingConsent"].as_manager()


class RateWindow(models.Model):
    """How many calls a network still lets us make in one scope (an account, or our app)."""

    scope = models.CharField(max_length=400, primary_key=True)
    left = models.BigIntegerField()
    until = models.DateTimeField()
