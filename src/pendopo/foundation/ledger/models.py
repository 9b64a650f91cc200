"""The chain's links, and where it ends."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.kinds import KINDS
from pendopo.foundation.ledger.personal import open_personal
from pendopo.foundation.tenancy.models import TenantModel, TenantQuerySet


class LedgerEntry(TenantModel):
    """One thing done. `seq`, `hash` and `before` are written by the database when the transaction ends."""

    seq = models.BigIntegerField(null=True, editable=False)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)  # a member; None: the house itself
    by_name = models.CharField(max_length=200, blank=True)
    did = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True)  # a model's label, such as "content.item"
    about_id = models.BigIntegerField(null=True)
    words = models.JSONField(default=dict)
    mark = models.UUIDField(unique=True)  # names the entry before it has a number
    personal = models.BinaryField(null=True)  # sealed; NULL again when it was erased
    personal_seal = models.BinaryField(null=True)  # stays, so that the chain still holds
    before = models.BinaryField(null=True, editable=False)
    hash = models.BinaryField(null=True, editable=False)

    objects = TenantQuerySet["LedgerEntry"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "seq"], name="a_ledger_number_is_given_once"),
        ]
        indexes = [
            models.Index(fields=["institution", "about", "about_id", "-id"], name="ledger_of_a_thing"),
            models.Index(fields=["institution", "-at"], name="ledger_by_time"),
        ]

    def opened(self) -> dict[str, Any]:
        """All words, the personal ones too; where they were erased, a word that says so."""
        known = KINDS[self.did].personal if self.did in KINDS else {}
        if not known:
            return dict(self.words)
        if self.personal is None:
            return dict(self.words) | dict.fromkeys(known, _("(erased)"))
        return dict(self.words) | open_personal(settings.PENDOPO_KEY_RING, self.mark, bytes(self.personal))

    def sentence(self, *, masked: bool = True) -> str:
        """The entry as a person reads it; personal words are covered unless `masked` is off (R80)."""
        told = KINDS.get(self.did)
        if told is None:
            return self.did
        words = dict(self.words) | dict.fromkeys(told.personal, "****") if masked else self.opened()
        said = {name: say(words[name]) for name, say in told.said.items() if words.get(name)}
        return str(told.sentence) % _Words({**words, **said, "by": self.by_name or _("Pendopo")})


class _Words(dict[str, Any]):
    """An old entry may lack a word that its kind's sentence asks for today; it is read all the same."""

    def __missing__(self, name: str) -> str:
        return "…"


class LedgerHead(models.Model):
    """How far an institution's chain reaches."""

    institution = models.OneToOneField(
        "institution.Institution", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField()
