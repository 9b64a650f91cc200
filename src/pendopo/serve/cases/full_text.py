"""The text index of cases and the function that searches it, for the migration.

As in the inbox: `@@` is not leakproof, so row-level security would make the index useless. The function reads
as the owner of the tables and builds the wall itself: one institution, and never a case with supervisory
content, which no search finds (R33).

A common word is found among the newest cases by walking back in time, a rare one by the index. A word that
is neither has a known, small number of hits; one that is common but stood only in old cases is walked to from
the newest stretch of 15 days in which it stood: the index leaps over stretches without it.
"""

from __future__ import annotations

from typing import Final

SEARCH: Final = """
CREATE FUNCTION cases_search(
    words text, before_at timestamptz, before_id bigint, most integer
) RETURNS TABLE (id bigint, opened_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    own bigint := nullif(nullif(current_setting('pendopo.institution', true), ''), '*')::bigint;
    wanted tsquery := inbox_words(words);
    walked_at timestamptz := coalesce(before_at, 'infinity');
    walked_id bigint := coalesce(before_id, 9223372036854775807);
    next_at timestamptz;
    next_id bigint;
    hits bigint[];
    found integer := 0;
    first_stretch integer;
BEGIN
    IF own IS NULL OR numnode(wanted) = 0 THEN RETURN; END IF;
    -- Cases one by one, the newest first: whoever looks for a common word finds it here.
    RETURN QUERY
        SELECT w.id, w.opened_at
          FROM (SELECT c.* FROM cases_case c
                 WHERE c.institution_id = own AND (c.opened_at, c.id) < (walked_at, walked_id)
                 ORDER BY c.opened_at DESC, c.id DESC LIMIT 1500) AS w
         WHERE w.search @@ wanted AND NOT w.supervisory_content
         ORDER BY w.opened_at DESC, w.id DESC LIMIT most;
    GET DIAGNOSTICS found = ROW_COUNT;
    IF found >= most THEN RETURN; END IF;
    SELECT c.opened_at, c.id INTO next_at, next_id FROM cases_case c
     WHERE c.institution_id = own AND (c.opened_at, c.id) < (walked_at, walked_id)
     ORDER BY c.opened_at DESC, c.id DESC OFFSET 1499 LIMIT 1;
    IF next_at IS NULL THEN RETURN; END IF;
    -- Older ones by the index, as long as they are few enough to be sorted.
    SELECT array_agg(h.id) INTO hits
      FROM (SELECT c.id FROM cases_case c
             WHERE c.search @@ format('''@i%s''', own)::tsquery AND c.search @@ wanted
             LIMIT 2001) AS h;
    IF coalesce(cardinality(hits), 0) <= 2000 THEN
        RETURN QUERY
            SELECT c.id, c.opened_at FROM cases_case c
             WHERE c.id = ANY (hits) AND c.institution_id = own AND NOT c.supervisory_content
               AND (c.opened_at, c.id) < (next_at, next_id)
             ORDER BY c.opened_at DESC, c.id DESC LIMIT most - found;
        RETURN;
    END IF;
    -- Too many, so it was common: walk on from the newest stretch of 15 days in which it was said at all.
    SELECT substr(inbox_stretch(c.opened_at), 2)::integer INTO first_stretch FROM cases_case c
     WHERE c.institution_id = own ORDER BY c.opened_at, c.id LIMIT 1;
    FOR stretch IN REVERSE substr(inbox_stretch(next_at), 2)::integer .. first_stretch LOOP
        IF EXISTS (SELECT FROM cases_case c
                    WHERE c.search @@ format('''@i%st%s''', own, stretch)::tsquery AND c.search @@ wanted) THEN
            IF next_at > timestamptz '2000-01-01 00:00:00+00' + (stretch + 1) * interval '1296000 seconds' THEN
                next_at := timestamptz '2000-01-01 00:00:00+00' + (stretch + 1) * interval '1296000 seconds';
                next_id := 0;
            END IF;
            EXIT;
        END IF;
    END LOOP;
    RETURN QUERY
        SELECT c.id, c.opened_at FROM cases_case c
         WHERE c.institution_id = own AND (c.opened_at, c.id) < (next_at, next_id)
           AND c.search @@ wanted AND NOT c.supervisory_content
         ORDER BY c.opened_at DESC, c.id DESC LIMIT most - found;
END $$;
"""

COLUMN: Final = """
ALTER TABLE cases_case ADD COLUMN search tsvector GENERATED ALWAYS AS (
    to_tsvector('pg_catalog.indonesian'::regconfig, title || ' ' || story)
    || to_tsvector('pg_catalog.simple'::regconfig, code || ' ' || title || ' ' || place || ' ' || topic)
    || array_to_tsvector(ARRAY[
        '@i' || institution_id::text, '@i' || institution_id::text || inbox_stretch(opened_at)
    ])
) STORED;
CREATE INDEX cases_case_search ON cases_case USING gin (search);
"""

GRANTS: Final = """
REVOKE ALL ON FUNCTION cases_search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_search TO pendopo_app;
"""

FORWARDS: Final = COLUMN + SEARCH + GRANTS

BACKWARDS: Final = """
DROP FUNCTION cases_search;
ALTER TABLE cases_case DROP COLUMN search;
"""
