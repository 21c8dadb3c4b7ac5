-- Each entry of the trail carries the commitment to what its actor was called then: a name can be proven by its opening, and an erased
-- one leaves the entry as it was (docs/decisions/0021-people-by-handle.md).
ALTER TABLE audit_event ADD COLUMN actor_commitment bytea;
CALL keep_records();

-- The one place where an entry is made: it binds, counts on from the highest number that is known, and hashes.
CREATE OR REPLACE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  NEW.actor_commitment := CASE WHEN NEW.actor_id IS NOT NULL THEN person_commitment(NEW.actor_id) END;
  -- Before the lock, which others wait for.
  NEW.bound := take_touched(NEW.stream);
  PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || NEW.stream, 0));
  SELECT seq, hash INTO last FROM known_head(NEW.stream);
  NEW.seq := COALESCE(last.seq, 0) + 1;
  NEW.prev_hash := COALESCE(last.hash, sha256(convert_to(NEW.stream, 'UTF8')));
  NEW.at := clock_timestamp();
  NEW.hash := sha256(convert_to(canonical_audit_event(NEW), 'UTF8'));
  RETURN NEW;
END $$;
