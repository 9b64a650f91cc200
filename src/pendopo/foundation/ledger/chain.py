"""The chain as the database keeps it: functions and triggers, for the migration.

hash = SHA-256(before || 0x1f-joined fields). It is computed when the transaction ends (a deferred
trigger), so that the lock on the chain's end is the last one taken and held for an instant only.
"""

from __future__ import annotations

FORWARDS = """
CREATE FUNCTION foundation_ledger_digest(e foundation_ledgerentry) RETURNS bytea
LANGUAGE sql STABLE AS $$
    SELECT sha256(e.before || convert_to(concat_ws(E'\\x1f',
        e.institution_id, e.seq, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        coalesce(e.by_id::text, ''), e.by_name, e.did, e.about, coalesce(e.about_id::text, ''),
        e.words::text, e.mark::text, coalesce(encode(e.personal_seal, 'hex'), '')), 'UTF8'))
$$;

CREATE FUNCTION foundation_ledger_link() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    head foundation_ledgerhead;
    entry foundation_ledgerentry;
BEGIN
    INSERT INTO foundation_ledgerhead (institution_id, seq, hash) VALUES (NEW.institution_id, 0, '')
        ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM foundation_ledgerhead WHERE institution_id = NEW.institution_id FOR UPDATE;
    SELECT * INTO entry FROM foundation_ledgerentry WHERE id = NEW.id;
    entry.seq := head.seq + 1;
    entry.before := head.hash;
    entry.hash := foundation_ledger_digest(entry);
    UPDATE foundation_ledgerentry SET seq = entry.seq, before = entry.before, hash = entry.hash WHERE id = NEW.id;
    UPDATE foundation_ledgerhead SET seq = entry.seq, hash = entry.hash WHERE institution_id = NEW.institution_id;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_link AFTER INSERT ON foundation_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION foundation_ledger_link();

CREATE FUNCTION foundation_ledger_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- Linking a new entry, or erasing what is personal in an old one: nothing else ever changes.
        IF (OLD.seq IS NULL AND to_jsonb(NEW) - '{seq,before,hash}'::text[] = to_jsonb(OLD) - '{seq,before,hash}'::text[])
           OR (NEW.personal IS NULL AND to_jsonb(NEW) - 'personal' = to_jsonb(OLD) - 'personal') THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.seq IS NULL AND NEW.hash IS NULL AND NEW.before IS NULL THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the ledger is only ever added to';
END $$;

CREATE TRIGGER ledger_is_kept BEFORE INSERT OR UPDATE OR DELETE ON foundation_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION foundation_ledger_is_kept();

CREATE FUNCTION foundation_ledger_head_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'pendopo_app' THEN
        RAISE EXCEPTION 'the end of the ledger is moved by its own trigger only';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER ledger_head_is_kept BEFORE INSERT OR UPDATE OR DELETE ON foundation_ledgerhead
    FOR EACH ROW EXECUTE FUNCTION foundation_ledger_head_is_kept();
"""

# The first wall, before the triggers: of an entry only what is personal may be erased, and the end moves by itself.
RIGHTS = """
REVOKE UPDATE, DELETE ON foundation_ledgerentry FROM pendopo_app;
GRANT UPDATE (personal) ON foundation_ledgerentry TO pendopo_app;
REVOKE INSERT, UPDATE, DELETE ON foundation_ledgerhead FROM pendopo_app;
"""
RIGHTS_GIVEN_BACK = """
GRANT UPDATE, DELETE ON foundation_ledgerentry TO pendopo_app;
GRANT INSERT, UPDATE, DELETE ON foundation_ledgerhead TO pendopo_app;
"""

BACKWARDS = """
DROP TRIGGER ledger_head_is_kept ON foundation_ledgerhead;
DROP TRIGGER ledger_is_kept ON foundation_ledgerentry;
DROP TRIGGER ledger_link ON foundation_ledgerentry;
DROP FUNCTION foundation_ledger_head_is_kept, foundation_ledger_is_kept, foundation_ledger_link,
    foundation_ledger_digest;
"""
