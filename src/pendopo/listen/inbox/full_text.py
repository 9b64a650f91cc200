"""The text index and the function that searches it, for the migration.

Row-level security lets only leakproof operators use an index, and `@@` is not one: asked plainly, every
search would read every message. So the function reads as the owner of the tables and builds the wall
itself, from the same setting. Two marks stand in each text vector beside its words (neither can be typed,
the parser eats the sign): whose message it is, and on which account, each with its stretch of 15 days.

Any search is quick: a common word is found among the newest messages by walking back in time, a rare one
by the index, stretch by stretch, so that no list of hits grows without end.
"""

from __future__ import annotations

from typing import Final

FORWARDS: Final = """
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

CREATE FUNCTION inbox_words(words text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT websearch_to_tsquery('pg_catalog.indonesian'::regconfig, words)
        || websearch_to_tsquery('pg_catalog.simple'::regconfig, words)
$$;

CREATE FUNCTION inbox_search(
    words text, account_ids bigint[], before_at timestamptz, before_id bigint, most integer
) RETURNS TABLE (id bigint, conversation_id bigint, said_at timestamptz, direction varchar, text text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    own bigint := nullif(nullif(current_setting('pendopo.institution', true), ''), '*')::bigint;
    wanted tsquery := inbox_words(words);
    marks text;
    end_at timestamptz := coalesce(before_at, 'infinity');
    end_id bigint := coalesce(before_id, 9223372036854775807);
    walked_at timestamptz;
    walked_id bigint;
    found integer;
    oldest timestamptz;
    newest timestamptz;
BEGIN
    IF own IS NULL OR numnode(wanted) = 0 OR account_ids = '{}' THEN RETURN; END IF;

    -- The newest messages one by one: whoever looks for a common word finds it here.
    RETURN QUERY
        SELECT w.id, w.conversation_id, w.said_at, w.direction, w.text
          FROM (SELECT m.* FROM inbox_message m
                 WHERE m.institution_id = own AND (m.said_at, m.id) < (end_at, end_id)
                 ORDER BY m.said_at DESC, m.id DESC LIMIT 3000) AS w
         WHERE w.search @@ wanted AND (account_ids IS NULL OR w.account_id = ANY (account_ids))
         ORDER BY w.said_at DESC, w.id DESC LIMIT most;
    GET DIAGNOSTICS found = ROW_COUNT;
    IF found >= most THEN RETURN; END IF;
    SELECT m.said_at, m.id INTO walked_at, walked_id FROM inbox_message m
     WHERE m.institution_id = own AND (m.said_at, m.id) < (end_at, end_id)
     ORDER BY m.said_at DESC, m.id DESC OFFSET 2999 LIMIT 1;
    IF walked_at IS NULL THEN RETURN; END IF;

    SELECT m.said_at INTO oldest FROM inbox_message m
     WHERE m.institution_id = own ORDER BY m.said_at, m.id LIMIT 1;

    -- The rest by the index, one stretch of time after the other.
    newest := walked_at;
    LOOP
        SELECT string_agg(format('''%s%s''', mark, inbox_stretch(newest)), ' | ') INTO marks
          FROM unnest(CASE WHEN account_ids IS NULL THEN ARRAY['@i' || own]
                           ELSE (SELECT array_agg('@a' || one) FROM unnest(account_ids) AS one) END) AS mark;
        RETURN QUERY
            WITH hits AS MATERIALIZED (
                SELECT m.id AS hit, m.said_at AS hit_at FROM inbox_message m
                 WHERE m.search @@ (wanted && marks::tsquery) AND m.institution_id = own
            ), newest_hits AS MATERIALIZED (
                SELECT * FROM hits WHERE (hit_at, hit) < (walked_at, walked_id)
                 ORDER BY hit_at DESC, hit DESC LIMIT most - found
            )
            SELECT m.id, m.conversation_id, m.said_at, m.direction, m.text
              FROM newest_hits h JOIN inbox_message m ON m.id = h.hit
             ORDER BY m.said_at DESC, m.id DESC;
        DECLARE
            more integer;
        BEGIN
            GET DIAGNOSTICS more = ROW_COUNT;
            found := found + more;
        END;
        EXIT WHEN found >= most OR inbox_stretch(newest) = inbox_stretch(oldest) OR newest < oldest;
        newest := newest - interval '1296000 seconds';
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION inbox_search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inbox_search TO pendopo_app;
"""

BACKWARDS: Final = """
DROP FUNCTION inbox_search;
DROP FUNCTION inbox_words;
ALTER TABLE inbox_message DROP COLUMN search;
DROP FUNCTION inbox_stretch;
"""
