"""What the database itself keeps of R33 and R34, for the migration.

Protections of a reporter go down only where a consent for it has been written down and not yet used; of cases
with supervisory content everybody learns how many there are, and nothing else; nobody of the unit complained of
is on their list.
"""

from __future__ import annotations

from typing import Final

FLAGS: Final = """
CREATE FUNCTION cases_flags_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE lowered text;
BEGIN
    FOREACH lowered IN ARRAY array_remove(ARRAY[
        CASE WHEN OLD.is_anonymous AND NOT NEW.is_anonymous THEN 'is_anonymous' END,
        CASE WHEN OLD.is_confidential AND NOT NEW.is_confidential THEN 'is_confidential' END,
        CASE WHEN OLD.supervisory_content AND NOT NEW.supervisory_content THEN 'supervisory_content' END
    ], NULL) LOOP
        IF NOT EXISTS (SELECT FROM cases_consent AS c
                        WHERE c.case_id = NEW.id AND c."to" = lowered AND c.used_at IS NULL) THEN
            RAISE EXCEPTION 'a reporter''s protection is lowered with their consent only: %', lowered
                  USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER cases_flags_stay BEFORE UPDATE OF is_anonymous, is_confidential, supervisory_content
    ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_flags_stay();
"""

COUNTS: Final = """
CREATE FUNCTION cases_restricted_counts() RETURNS TABLE (state varchar, cases bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT c.state, count(*) FROM cases_case AS c
     WHERE c.institution_id = nullif(nullif(current_setting('pendopo.institution', true), ''), '*')::bigint
       AND c.known_to IS NOT NULL
     GROUP BY c.state
$$;
REVOKE ALL ON FUNCTION cases_restricted_counts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_restricted_counts TO pendopo_app;
CREATE INDEX cases_restricted ON cases_case (institution_id, state) WHERE known_to IS NOT NULL;
"""

FORWARDS: Final = FLAGS + COUNTS

BACKWARDS: Final = """
DROP INDEX cases_restricted;
DROP FUNCTION cases_restricted_counts;
DROP TRIGGER cases_flags_stay ON cases_case;
DROP FUNCTION cases_flags_stay;
"""

LISTS: Final = """
CREATE FUNCTION cases_list_without_reported() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.known_to IS NULL OR NEW.reported_unit_id IS NULL THEN
        RETURN NEW;
    END IF;
    -- Held, so that nobody moves into the unit while they are put on the list.
    PERFORM FROM institution_member AS m WHERE m.id = ANY (NEW.known_to) ORDER BY m.id FOR SHARE;
    IF EXISTS (
        WITH RECURSIVE below AS (
            SELECT NEW.reported_unit_id AS id
            UNION
            SELECT u.id FROM institution_orgunit AS u JOIN below ON u.parent_id = below.id
        )
        SELECT FROM institution_member AS m
         WHERE m.id = ANY (NEW.known_to) AND m.unit_id IN (SELECT id FROM below)
    ) THEN
        RAISE EXCEPTION 'nobody of the unit complained of is on the list of a case'
              USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cases_list_without_reported BEFORE INSERT OR UPDATE OF known_to, reported_unit_id
    ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_list_without_reported();
"""

LISTS_BACKWARDS: Final = """
DROP TRIGGER cases_list_without_reported ON cases_case;
DROP FUNCTION cases_list_without_reported;
"""
