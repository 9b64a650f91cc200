"""How far each register of a year is counted; what stands in a register stays (R53)."""

from __future__ import annotations

from typing import Final

from django.db import models

from pendopo.foundation.tenancy import TenantModel, TenantQuerySet


class RegisterHead(TenantModel):
    """The last number given. Its lock is held until the entry is committed, so a year has no gaps."""

    class Kind(models.TextChoices):
        REQUESTS = "requests"
        OBJECTIONS = "objections"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    objects = TenantQuerySet["RegisterHead"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind", "year"], name="a_register_is_counted_once_a_year"
            ),
        ]


# The database's own word for R53, whoever writes: a number follows the one before it, stays, and is never deleted.
FORWARDS: Final = """
CREATE FUNCTION openness_register_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last integer;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.number IS NOT NULL THEN
            RAISE EXCEPTION 'what stands in a register is never deleted (R53)' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.number IS NOT NULL THEN
        IF (NEW.number, NEW.year, NEW.institution_id) IS DISTINCT FROM (OLD.number, OLD.year, OLD.institution_id) THEN
            RAISE EXCEPTION 'a number of a register stays as it was given (R53)' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.number IS NOT NULL THEN
        EXECUTE format('SELECT coalesce(max(number), 0) FROM %I WHERE institution_id = $1 AND year = $2', TG_TABLE_NAME)
           INTO last USING NEW.institution_id, NEW.year;
        IF NEW.number <> last + 1 THEN
            RAISE EXCEPTION 'number % would leave a gap behind %: a register is continuous (R53)', NEW.number, last
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_register_is_kept BEFORE INSERT OR UPDATE OR DELETE ON openness_publicinforequest
    FOR EACH ROW EXECUTE FUNCTION openness_register_is_kept();
CREATE TRIGGER objection_register_is_kept BEFORE INSERT OR UPDATE OR DELETE ON openness_objection
    FOR EACH ROW EXECUTE FUNCTION openness_register_is_kept();
"""
BACKWARDS: Final = """
DROP TRIGGER request_register_is_kept ON openness_publicinforequest;
DROP TRIGGER objection_register_is_kept ON openness_objection;
DROP FUNCTION openness_register_is_kept();
"""
