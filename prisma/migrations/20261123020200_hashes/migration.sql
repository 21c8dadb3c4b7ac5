-- Hashes that the database computes over what it holds, the audit streams, and the view that names who made a version.
-- Their TypeScript twins are in lib/domain/version-hash.ts; a data test compares the two.

-- int4 length in network order, then the bytes
CREATE FUNCTION length_prefixed(value bytea) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT int4send(octet_length(value)) || value
$$;
CREATE FUNCTION length_prefixed(value text) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN value IS NULL THEN '\xffffffff'::bytea ELSE int4send(octet_length(value)) || convert_to(value, 'UTF8') END
$$;

-- SHA-256 over the ordered, length-prefixed (item_key, item hash) of the chain's content at number n.
CREATE FUNCTION content_hash(of_chain uuid, n int) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(COALESCE(string_agg(int4send(octet_length(i.item_key)) || convert_to(i.item_key, 'UTF8') || '\x00000020'::bytea || i.hash,
    ''::bytea ORDER BY i.item_key), ''::bytea))
  FROM version_item i
  WHERE i.chain_id = of_chain AND i.number <= n AND i.op = 'put'
    AND NOT EXISTS (SELECT FROM version_item later WHERE later.chain_id = of_chain AND later.item_key = i.item_key
      AND later.number > i.number AND later.number <= n)
$$;

-- SHA-256(content hash, number, parent's version hash or nothing, the inputs' content hashes in byte order).
CREATE FUNCTION version_hash(of_version uuid, content bytea) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(length_prefixed(content) || int4send(v.number) || length_prefixed(COALESCE(p.version_hash, ''::bytea))
    || COALESCE((SELECT string_agg(length_prefixed(i.content_hash), ''::bytea ORDER BY i.content_hash)
                 FROM version_input i WHERE i.version_id = v.id), ''::bytea))
  FROM version v LEFT JOIN version p ON p.id = v.parent_id
  WHERE v.id = of_version
$$;

-- Items (not facts) of the chain at number n, counted from the nearest frozen version below and the rows since.
CREATE FUNCTION difference_totals(of_chain uuid, base int, head int, OUT added int, OUT changed int, OUT removed int) LANGUAGE sql STABLE AS $$
  WITH touched AS (
    SELECT DISTINCT item_key FROM version_item
    WHERE chain_id = of_chain AND number > base AND number <= head AND item_key NOT LIKE '$%'
  ), sides AS (
    SELECT before.hash AS before, after.hash AS after FROM touched
    LEFT JOIN LATERAL (SELECT hash FROM version_item WHERE chain_id = of_chain AND item_key = touched.item_key AND number <= base
      ORDER BY number DESC LIMIT 1) AS before ON true
    LEFT JOIN LATERAL (SELECT hash FROM version_item WHERE chain_id = of_chain AND item_key = touched.item_key AND number <= head
      ORDER BY number DESC LIMIT 1) AS after ON true
  )
  SELECT count(*) FILTER (WHERE before IS NULL AND after IS NOT NULL)::int,
         count(*) FILTER (WHERE before IS NOT NULL AND after IS NOT NULL AND before <> after)::int,
         count(*) FILTER (WHERE before IS NOT NULL AND after IS NULL)::int
  FROM sides
$$;

-- ---------------------------------------------------------------- audit streams
CREATE FUNCTION audit_hash(e audit_event) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(length_prefixed(e.prev_hash) || length_prefixed(e.stream) || int8send(e.seq)
    || length_prefixed(to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || length_prefixed(e.kind)
    || length_prefixed(e.actor_id::text) || length_prefixed(e.actor_name) || length_prefixed(e.actor_role)
    || length_prefixed(e.chain_id::text) || length_prefixed(e.version_id::text) || length_prefixed(e.command_id::text)
    || length_prefixed(e.subject) || length_prefixed(e.changes::text))
$$;

-- Sequence, time and previous hash are the database's own. The lock is held until commit: writers put audit last.
CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || NEW.stream, 0));
  SELECT seq, hash INTO last FROM audit_event WHERE stream = NEW.stream ORDER BY seq DESC LIMIT 1;
  NEW.seq := COALESCE(last.seq, 0) + 1;
  NEW.prev_hash := COALESCE(last.hash, sha256(convert_to(NEW.stream, 'UTF8')));
  NEW.at := clock_timestamp();
  NEW.hash := audit_hash(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER chained BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION chain_audit();

-- ---------------------------------------------------------------- who made a version
CREATE VIEW version_history AS
  SELECT v.id AS version_id, v.chain_id, c.cycle_report_id, c.phase, c.instance, v.number, v.status, v.parent_id, v.cause, v.reason,
    v.created_at, v.submitted_at, v.decided_at, v.content_hash, v.version_hash,
    v.workflow_execution_id, v.workflow_step_id, v.workflow_activity_name,
    e.workflow_id, e.run_id, e.workflow_type, s.step_key AS activity_id, s.attempt AS activity_attempt
  FROM version v
  JOIN chain c ON c.id = v.chain_id
  JOIN workflow_executions e ON e.id = v.workflow_execution_id
  JOIN workflow_steps s ON s.id = v.workflow_step_id;
GRANT SELECT ON version_history TO countersign_app;
