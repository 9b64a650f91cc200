"""What every row of an institution has in common."""

from __future__ import annotations

from typing import Protocol, Self, TypeVar

from django.db import models

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class BelongsTo(Protocol):
    """Anyone who acts for one institution."""

    @property
    def institution_id(self) -> int: ...


class TenantQuerySet(models.QuerySet[M_co]):
    """Rows of institutions; every read of a person begins with `seen_by`."""

    def seen_by(self, member: BelongsTo) -> Self:
        """The rows of the member's own institution. Rooms with secrets narrow it further."""
        return self.filter(institution_id=member.institution_id)


class TenantModel(models.Model):
    """A row of one institution. Each model names its own `objects`, a TenantQuerySet or one made of it."""

    institution = models.ForeignKey("institution.Institution", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
