"""The text index and the function that searches it, for the migration.

Row-level security lets only leakproof operators use an index, and `@@` is not one: asked plainly, every
search would read every message. So the function reads as the owner of the tables and builds the wall
itself, from the same setting. Two marks stand in each text vector beside its words (neither can be typed,
the parser eats the sign): whose message it is, and on which account, each with its stretch of 15 days.

Any search is quick: a common word is found among the newest messages by walking back in time, a rare one
by the index, stretch by stretch, and one that was common long ago by both, so that no list of hits grows
without end. The index is asked for the stretch and for the words as two conditions: then it leaps from one
list to where the other goes on, and a stretch without the word costs nothing. Put into one condition it
reads every message of the stretch.
"""

from __future__ import annotations

from typing import Final

from pendopo.foundation.tenancy.need_to_know import is_known

SEARCH: Final = """
CREATE OR REPLACE FUNCTION inbox_search(
    words text, account_ids bigint[], before_at timestamptz, before_id bigint, most integer
) RETURNS TABLE (id bigint, conversation_id bigint, said_at timestamptz, direction varchar, text text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    own bigint := nullif(nullif(current_setting('pendopo.institution', true), ''), '*')::bigint;
    wanted tsquery := inbox_words(words);
    marks text;
    walked_at timestamptz := coalesce(before_at, 'infinity');
    walked_id bigint := coalesce(before_id, 9223372036854775807);
    next_at timestamptz;
    next_id bigint;
    walk_until timestamptz := 'infinity';
    found integer := 0;
    more integer;
    hits bigint[];
    stretch integer;
    first_stretch integer;
BEGIN
    IF own IS NULL OR numnode(wanted) = 0 OR account_ids = '{}' THEN RETURN; END IF;
    SELECT substr(inbox_stretch(m.said_at), 2)::integer INTO first_stretch FROM inbox_message m
     WHERE m.institution_id = own ORDER BY m.said_at, m.id LIMIT 1;

    LOOP
        -- Messages one by one, the newest first: whoever looks for a common word finds it here.
        RETURN QUERY
            SELECT w.id, w.conversation_id, w.said_at, w.direction, w.text
              FROM (SELECT m.* FROM inbox_message m
                     WHERE m.institution_id = own AND (m.said_at, m.id) < (walked_at, walked_id)
                     ORDER BY m.said_at DESC, m.id DESC LIMIT 3000) AS w
             WHERE w.search @@ wanted AND (account_ids IS NULL OR w.account_id = ANY (account_ids))
               AND inbox_may_know(w.conversation_id)
             ORDER BY w.said_at DESC, w.id DESC LIMIT most - found;
        GET DIAGNOSTICS more = ROW_COUNT;
        found := found + more;
        IF found >= most THEN RETURN; END IF;
        SELECT m.said_at, m.id INTO next_at, next_id FROM inbox_message m
         WHERE m.institution_id = own AND (m.said_at, m.id) < (walked_at, walked_id)
         ORDER BY m.said_at DESC, m.id DESC OFFSET 2999 LIMIT 1;
        IF next_at IS NULL THEN RETURN; END IF;
        walked_at := next_at;
        walked_id := next_id;
        CONTINUE WHEN walk_until <= walked_at AND walk_until < 'infinity';

        -- Older ones by the index, one stretch of time after the other.
        stretch := substr(inbox_stretch(walked_at), 2)::integer;
        LOOP
            SELECT string_agg(format('''%st%s''', mark, stretch), ' | ') INTO marks
              FROM unnest(CASE WHEN account_ids IS NULL THEN ARRAY['@i' || own]
                               ELSE (SELECT array_agg('@a' || one) FROM unnest(account_ids) AS one) END) AS mark;
            WITH held AS MATERIALIZED (
                -- The stretch comes first: words that never meet are then looked through here, and not everywhere.
                SELECT m.id AS hit, m.said_at AS hit_at FROM inbox_message m
                 WHERE m.search @@ marks::tsquery AND m.search @@ wanted AND m.institution_id = own
            )
            SELECT array_agg(h.hit) INTO hits
              FROM (SELECT hit FROM held WHERE (hit_at, hit) < (walked_at, walked_id) LIMIT 501) AS h;
            IF cardinality(hits) > 500 THEN
                -- More than one page is worth reading and sorting, so it was a common word: walk there.
                walk_until := timestamptz '2000-01-01 00:00:00+00' + stretch * interval '1296000 seconds';
                IF walked_at > walk_until + interval '1296000 seconds' THEN
                    walked_at := walk_until + interval '1296000 seconds';
                    walked_id := 0;
                END IF;
                EXIT;
            END IF;
            RETURN QUERY
                SELECT m.id, m.conversation_id, m.said_at, m.direction, m.text
                  FROM inbox_message m WHERE m.id = ANY (hits) AND inbox_may_know(m.conversation_id)
                 ORDER BY m.said_at DESC, m.id DESC LIMIT most - found;
            GET DIAGNOSTICS more = ROW_COUNT;
            found := found + more;
            stretch := stretch - 1;
            IF found >= most OR stretch < first_stretch THEN RETURN; END IF;
        END LOOP;
    END LOOP;
END $$;
"""

STRETCHES: Final = """
CREATE FUNCTION inbox_stretch(at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT 't' || floor(extract(epoch FROM (at - timestamptz '2000-01-01 00:00:00+00')) / 1296000)::text
$$;

ALTER TABLE inbox_message ADD COLUMN search tsvector GENERATED ALWAYS AS (
    to_tsvector('pg_catalog.indonesian'::regconfig, text)
    || to_tsvector('pg_catalog.simple'::regconfig, author || ' ' || author_name)
    || array_to_tsvector(ARRAY[
        '@i' || institution_id::text || inbox_stretch(said_at), '@a' || account_id::text || inbox_stretch(said_at)
    ])
) STORED;
CREATE INDEX inbox_message_search ON inbox_message USING gin (search);
"""

# Words without a stem of their own are asked for once: the index would look for them twice.
WORDS: Final = """
CREATE OR REPLACE FUNCTION inbox_words(words text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN stems = typed THEN stems ELSE stems || typed END
      FROM (SELECT websearch_to_tsquery('pg_catalog.indonesian'::regconfig, words),
                   websearch_to_tsquery('pg_catalog.simple'::regconfig, words)) AS said (stems, typed)
$$;
"""

# Asked of hits only: the third wall, which the search has to build for itself as well.
MAY_KNOW: Final = f"""
CREATE OR REPLACE FUNCTION inbox_may_know(conversation bigint) RETURNS boolean
LANGUAGE sql STABLE STRICT COST 10000 AS $$
    SELECT EXISTS (SELECT FROM inbox_conversation WHERE id = conversation AND ({is_known()}))
$$;
"""  # noqa: S608 (the condition is our own, and has no word of anybody's)

GRANTS: Final = """
REVOKE ALL ON FUNCTION inbox_search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inbox_search TO pendopo_app;
"""

FORWARDS: Final = STRETCHES + WORDS + SEARCH + GRANTS

BACKWARDS: Final = """
DROP FUNCTION inbox_search;
DROP FUNCTION inbox_words;
ALTER TABLE inbox_message DROP COLUMN search;
DROP FUNCTION inbox_stretch;
"""
