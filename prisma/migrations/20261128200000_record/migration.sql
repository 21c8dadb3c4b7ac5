-- The record, recipe countersign/2 (docs/record-format.md): each entry of the trail binds the rows that its transaction wrote,
-- by digests that anyone can compute again from the rows.

-- What was recorded by an earlier recipe is not read by this one.
DO $$
BEGIN
  IF EXISTS (SELECT FROM audit_event) THEN
    RAISE EXCEPTION 'This installation was made by an earlier state of Countersign, whose record has another format. Start it with --reset, which throws its data away.'
      USING ERRCODE = 'CS001';
  END IF;
END $$;

-- ---------------------------------------------------------------- RFC 8785 text of a value
-- Member names are ordered by UTF-16 code units. That is the order of UTF-8 bytes, but that characters from U+E000 to U+FFFF (lead
-- bytes EE, EF) come after those beyond (lead bytes F0 to F4).
CREATE FUNCTION utf16_order(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(convert_from(convert_to(name, 'UTF8'), 'LATIN1'), U&'\00EE\00EF', U&'\00F5\00F6') COLLATE "C"
$$;

-- A number as ECMAScript writes the nearest double. The digits are PostgreSQL's shortest, but where a decimal lies half-way between two
-- doubles: 1e23 is read as the even one of them, and so ECMAScript writes that one as 1e+23, PostgreSQL as 9.999999999999999e+22. Half-way
-- is an odd number of 54 bits times a power of two; with at most 16 digits before q zeros it holds 5^q, so that q is at most 23, and it
-- lies between 10^16 and 10^39. Numbers nearer to 0 than to the smallest double are 0.
CREATE FUNCTION canonical_number(value numeric) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET extra_float_digits = 1 AS $$
DECLARE
  nearest float8 := CASE WHEN abs(value) < 2.47032822920623272e-324 THEN 0 ELSE value END;
  part text[] := regexp_match(nearest::text, '^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$');
  digits text := part[2] || COALESCE(part[3], '');
  point int := length(part[2]) + COALESCE(part[4]::int, 0); -- digits before the decimal point
  significant text := ltrim(digits, '0');
  shorter numeric;
BEGIN
  IF significant = '' THEN RETURN '0'; END IF;
  point := point - (length(digits) - length(significant));
  significant := rtrim(significant, '0');
  IF length(significant) > 15 AND point BETWEEN 17 AND 39 THEN
    SELECT n.way INTO shorter
      FROM generate_series(1, length(significant) - 1) AS places,
        LATERAL (SELECT trunc(nearest::text::numeric, places - point) + sign(nearest)::numeric * step * power(10::numeric, point - places) AS way
          FROM generate_series(0, 1) AS step) n
      WHERE n.way::text::float8 = nearest ORDER BY places LIMIT 1;
    IF shorter IS NOT NULL THEN
      significant := ltrim(abs(shorter)::text, '0');
      point := length(split_part(significant, '.', 1));
      significant := rtrim(split_part(significant, '.', 1), '0');
    END IF;
  END IF;
  RETURN part[1] || CASE
    WHEN length(significant) <= point AND point <= 21 THEN rpad(significant, point, '0')
    WHEN 0 < point AND point <= 21 THEN left(significant, point) || '.' || substr(significant, point + 1)
    WHEN -6 < point AND point <= 0 THEN '0.' || repeat('0', -point) || significant
    ELSE left(significant, 1) || CASE WHEN length(significant) > 1 THEN '.' || substr(significant, 2) ELSE '' END
      || 'e' || CASE WHEN point - 1 < 0 THEN '-' ELSE '+' END || abs(point - 1)
  END;
END $$;

CREATE FUNCTION canonical_json(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  CASE jsonb_typeof(value)
    WHEN 'object' THEN
      RETURN '{' || COALESCE((SELECT string_agg(to_json(m.key)::text || ':' || canonical_json(m.value), ',' ORDER BY utf16_order(m.key))
        FROM jsonb_each(value) AS m), '') || '}';
    WHEN 'array' THEN
      RETURN '[' || COALESCE((SELECT string_agg(canonical_json(m.value), ',' ORDER BY m.place)
        FROM jsonb_array_elements(value) WITH ORDINALITY AS m (value, place)), '') || ']';
    WHEN 'number' THEN RETURN canonical_number(value::numeric);
    ELSE RETURN value::text;
  END CASE;
END $$;

-- ---------------------------------------------------------------- rows of the record
-- What a transaction has written and no entry has bound yet: lines of stream, relation and key. It ends with the transaction, and
-- goes back with a savepoint.
CREATE FUNCTION note_touched(lines text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF lines IS NOT NULL AND lines <> '' THEN
    PERFORM set_config('countersign.touched', COALESCE(current_setting('countersign.touched', true), '') || lines, true);
  END IF;
END $$;

-- The lines of a stream, as bindings in order: [relation, key, members, digest]. What is left waits for another entry.
CREATE FUNCTION take_touched(of_stream text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  noted text := COALESCE(current_setting('countersign.touched', true), '');
  line record;
  digested jsonb;
  bound jsonb := '[]';
BEGIN
  IF noted = '' THEN RETURN bound; END IF;
  PERFORM set_config('countersign.touched', COALESCE((SELECT string_agg(t || E'\n', '') FROM string_to_table(rtrim(noted, E'\n'), E'\n') AS t
    WHERE split_part(t, E'\t', 1) <> of_stream), ''), true);
  FOR line IN SELECT DISTINCT split_part(t, E'\t', 2) COLLATE "C" AS relation, split_part(t, E'\t', 3) COLLATE "C" AS key
    FROM string_to_table(rtrim(noted, E'\n'), E'\n') AS t WHERE split_part(t, E'\t', 1) = of_stream ORDER BY 1, 2
  LOOP
    EXECUTE format('SELECT %I($1)', 'digest_' || line.relation) INTO digested USING line.key;
    bound := bound || jsonb_build_array(jsonb_build_array(line.relation, line.key) || digested);
  END LOOP;
  RETURN bound;
END $$;

-- Called before every commit: a row of the record that no entry binds could be changed unseen.
CREATE FUNCTION require_bound() RETURNS void LANGUAGE plpgsql AS $$
DECLARE noted text := COALESCE(current_setting('countersign.touched', true), '');
BEGIN
  IF noted <> '' THEN
    RAISE EXCEPTION 'rows of the record were written without an entry of the trail: %', replace(replace(noted, E'\t', ' '), E'\n', '; ');
  END IF;
END $$;

-- Makes a table part of the record. `key` says which rows belong together, as text; `of_key` finds them again by it ($1); `stream` names
-- the stream whose entries bind them. All are SQL over the row `t`. Columns in `except` are left out; `condition` says which rows count.
-- Made of it: canonical_<table>(row), the RFC 8785 text of a row's columns that have a value; digest_<table>(key), the number of rows and
-- SHA-256 over their digests in byte order; and triggers that note what a statement has touched. What it was told is kept in record_relation: after a column was added,
-- keep_records() makes everything again. A column that is added must be left without a value in the rows there are, whose text it would change.
CREATE TABLE record_relation (
  relation text PRIMARY KEY,
  key text NOT NULL,
  of_key text,
  stream text NOT NULL,
  leave_out text[] NOT NULL,
  condition text NOT NULL,
  noted boolean NOT NULL
);
REVOKE INSERT, UPDATE, DELETE ON record_relation FROM countersign_app;

CREATE PROCEDURE keep_record_of(relation text, key text, of_key text, stream text, leave_out text[] DEFAULT '{}', condition text DEFAULT 'true', noted boolean DEFAULT true)
LANGUAGE plpgsql AS $$
DECLARE
  members text;
  act text;
  written text;
BEGIN
  INSERT INTO record_relation VALUES (keep_record_of.relation, keep_record_of.key, keep_record_of.of_key, keep_record_of.stream, keep_record_of.leave_out,
      keep_record_of.condition, keep_record_of.noted)
    ON CONFLICT ON CONSTRAINT record_relation_pkey DO UPDATE SET key = excluded.key, of_key = excluded.of_key, stream = excluded.stream,
      leave_out = excluded.leave_out, condition = excluded.condition, noted = excluded.noted;
  SELECT string_agg(format('COALESCE(%L || %s, %L)', ',' || to_json(a.attname)::text || ':',
      CASE
        WHEN a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'bool'::regtype) THEN format('t.%I::text', a.attname)
        WHEN a.atttypid = 'jsonb'::regtype THEN format('canonical_json(NULLIF(t.%I, %L::jsonb))', a.attname, 'null')
        WHEN y.typcategory = 'A' OR a.atttypid IN ('json'::regtype, 'numeric'::regtype, 'float4'::regtype, 'float8'::regtype)
          THEN format('canonical_json(to_jsonb(t.%I))', a.attname)
        ELSE format('to_json(t.%I)::text', a.attname)
      END, ''), ' || ' ORDER BY a.attname COLLATE "C")
    INTO STRICT members
    FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid WHERE a.attrelid = relation::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (leave_out);
  EXECUTE format('CREATE OR REPLACE FUNCTION %I(t %I) RETURNS text LANGUAGE sql STABLE SET timezone = ''UTC'' AS %L',
    'canonical_' || relation, relation, format('SELECT ''{'' || substr(%s, 2) || ''}''', members));
  IF of_key IS NULL THEN RETURN; END IF;
  EXECUTE format('CREATE OR REPLACE FUNCTION %I(of_key text) RETURNS jsonb LANGUAGE sql STABLE SET timezone = ''UTC'' AS %L', 'digest_' || relation,
    format('SELECT jsonb_build_array(count(*), encode(sha256(COALESCE(string_agg(m.digest, ''''::bytea ORDER BY m.digest), ''''::bytea)), ''hex''))
      FROM (SELECT sha256(convert_to(''{'' || substr(%s, 2) || ''}'', ''UTF8'')) AS digest FROM %I t WHERE (%s) AND (%s)) m', members, relation, of_key, condition));
  IF NOT noted THEN RETURN; END IF;
  FOREACH act IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
    -- An update that leaves the text of a row as it was has changed nothing of the record.
    written := format('SELECT COALESCE(%s, ''installation'') AS stream, %s AS key, %I(t) AS text FROM touched t WHERE %s', stream, key, 'canonical_' || relation, condition);
    IF act = 'update' THEN written := written || ' EXCEPT ' || replace(written, 'FROM touched t', 'FROM before t'); END IF;
    EXECUTE format('CREATE OR REPLACE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS %L', 'note_' || relation || '_' || act, format(
      'BEGIN
        PERFORM note_touched(string_agg(n.stream || E''\t%s\t'' || n.key || E''\n'', '''')) FROM (SELECT DISTINCT w.stream, w.key FROM (%s) w) n;
        RETURN NULL;
      END', relation, CASE act WHEN 'update' THEN written ELSE replace(written, format(', %I(t) AS text', 'canonical_' || relation), '') END));
    EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION %I()', 'recorded_' || act, act, relation,
      CASE act WHEN 'insert' THEN 'NEW TABLE AS touched' WHEN 'delete' THEN 'OLD TABLE AS touched' ELSE 'OLD TABLE AS before NEW TABLE AS touched' END,
      'note_' || relation || '_' || act);
  END LOOP;
END $$;

CREATE PROCEDURE keep_records() LANGUAGE plpgsql AS $$
DECLARE r record_relation;
BEGIN
  FOR r IN SELECT * FROM record_relation ORDER BY relation LOOP
    CALL keep_record_of(r.relation, r.key, r.of_key, r.stream, r.leave_out, r.condition, r.noted);
  END LOOP;
END $$;

CREATE FUNCTION report_stream(cycle_report uuid) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT 'cycle-report/' || cycle_report $$;
CREATE FUNCTION chain_stream(of_chain uuid) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT 'cycle-report/' || c.cycle_report_id FROM chain c WHERE c.id = of_chain
$$;
CREATE FUNCTION version_stream(of_version uuid) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT 'cycle-report/' || c.cycle_report_id FROM version v JOIN chain c ON c.id = v.chain_id WHERE v.id = of_version
$$;
CREATE FUNCTION command_stream(of_command uuid) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE c.target_kind WHEN 'chain' THEN chain_stream(c.target_id) ELSE report_stream(c.target_id) END FROM command c WHERE c.id = of_command
$$;

-- What belongs to a report.
CALL keep_record_of('cycle_report', 't.id::text', 't.id = $1::uuid', 'report_stream(t.id)');
CALL keep_record_of('chain', 't.id::text', 't.id = $1::uuid', 'report_stream(t.cycle_report_id)');
CALL keep_record_of('version', 't.id::text', 't.id = $1::uuid', 'chain_stream(t.chain_id)', '{edit_revision}');
CALL keep_record_of('version_input', 't.version_id::text', 't.version_id = $1::uuid', 'version_stream(t.version_id)');
CALL keep_record_of('version_author', 't.version_id::text', 't.version_id = $1::uuid', 'chain_stream(t.chain_id)');
CALL keep_record_of('stale_acceptance', 't.id::text', 't.id = $1::uuid', 'version_stream(t.version_id)');
CALL keep_record_of('review_comment', 't.id::text', 't.id = $1::uuid', 'version_stream(t.version_id)');
CALL keep_record_of('command', 't.id::text', 't.id = $1::uuid', 'CASE t.target_kind WHEN ''chain'' THEN chain_stream(t.target_id) ELSE report_stream(t.target_id) END');
CALL keep_record_of('command_verdict', 't.command_id::text', 't.command_id = $1::uuid', 'command_stream(t.command_id)');
CALL keep_record_of('command_addition', 't.command_id::text', 't.command_id = $1::uuid', 'command_stream(t.command_id)');
CALL keep_record_of('receipt', 't.command_id::text', 't.command_id = $1::uuid', 'command_stream(t.command_id)');
CALL keep_record_of('item_decision', 't.command_id::text', 't.command_id = $1::uuid', 'chain_stream(t.chain_id)');
CALL keep_record_of('work', 't.id::text', 't.id = $1::uuid', 'chain_stream(t.chain_id)', '{attempt,progress}');
CALL keep_record_of('turn', 't.chain_id || ''/'' || t.seq', 't.chain_id = split_part($1, ''/'', 1)::uuid AND t.seq = split_part($1, ''/'', 2)::int', 'chain_stream(t.chain_id)');
CALL keep_record_of('clock_event', 't.chain_id || ''/'' || t.seq', 't.chain_id = split_part($1, ''/'', 1)::uuid AND t.seq = split_part($1, ''/'', 2)::int', 'chain_stream(t.chain_id)');
CALL keep_record_of('assignment', 't.id::text', 't.id = $1::bigint', 'report_stream(t.cycle_report_id)');
CALL keep_record_of('history_segment', 't.run_id || ''/'' || t.first_event_id || ''/'' || t.workflow_id',
  't.run_id = split_part($1, ''/'', 1) AND t.first_event_id = split_part($1, ''/'', 2)::int AND t.workflow_id = substr($1, length(split_part($1, ''/'', 1) || split_part($1, ''/'', 2)) + 3)',
  'substring(t.workflow_id from ''^cycle-report/[0-9a-f-]{36}'')');
CALL keep_record_of('upload', 't.id::text', 't.id = $1::uuid', 'report_stream(t.cycle_report_id)');
-- What belongs to the installation.
CALL keep_record_of('app_user', 't.id::text', 't.id = $1::uuid', '''installation''', '{name,email,password_hash,session_epoch}');
CALL keep_record_of('role_assignment', 't.id::text', 't.id = $1::uuid', '''installation''');
CALL keep_record_of('delegation', 't.id::text', 't.id = $1::uuid', '''installation''');
CALL keep_record_of('lob', 't.id::text', 't.id = $1::uuid', '''installation''');
CALL keep_record_of('report', 't.id::text', 't.id = $1::uuid', '''installation''');
CALL keep_record_of('source', 't.id::text', 't.id = $1::uuid', '''installation''');
CALL keep_record_of('test_cycle', 't.id::text', 't.id = $1::uuid', '''installation''');
CALL keep_record_of('phase_policy', 't.id::text', 't.id = $1::uuid', '''installation''');

-- ---------------------------------------------------------------- evidence of use
-- What people opened and reviewed of a version counts as far as it was there when the version was decided; the decision binds it. Each
-- row therefore takes its instant under the version's lock, so that none comes before a decision that does not know it.
CREATE FUNCTION stamp_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM version WHERE id = NEW.version_id FOR SHARE;
  IF TG_TABLE_NAME = 'version_opened' THEN NEW.opened_at := clock_timestamp(); ELSE NEW.reviewed_at := clock_timestamp(); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stamped BEFORE INSERT ON version_opened FOR EACH ROW EXECUTE FUNCTION stamp_evidence();
CREATE TRIGGER stamped BEFORE INSERT ON reviewed_row FOR EACH ROW EXECUTE FUNCTION stamp_evidence();

CREATE FUNCTION guard_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  noted_at timestamptz;
BEGIN
  IF TG_TABLE_NAME = 'version_opened' THEN noted_at := OLD.opened_at; ELSE noted_at := OLD.reviewed_at; END IF;
  IF EXISTS (SELECT FROM version v WHERE v.id = OLD.version_id AND v.decided_at >= noted_at) THEN
    RAISE EXCEPTION 'what was opened and reviewed before a decision is part of the record' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER kept BEFORE DELETE ON version_opened FOR EACH ROW EXECUTE FUNCTION guard_evidence();
CREATE TRIGGER kept BEFORE DELETE ON reviewed_row FOR EACH ROW EXECUTE FUNCTION guard_evidence();
REVOKE UPDATE ON version_opened, reviewed_row FROM countersign_app;

CALL keep_record_of('version_opened', 't.version_id::text', 't.version_id = $1::uuid', 'version_stream(t.version_id)', '{}',
  't.opened_at <= (SELECT v.decided_at FROM version v WHERE v.id = t.version_id)', false);
CALL keep_record_of('reviewed_row', 't.version_id::text', 't.version_id = $1::uuid', 'version_stream(t.version_id)', '{}',
  't.reviewed_at <= (SELECT v.decided_at FROM version v WHERE v.id = t.version_id)', false);

CREATE FUNCTION note_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_stream text := chain_stream(NEW.chain_id);
BEGIN
  PERFORM note_touched(of_stream || E'\tversion_opened\t' || NEW.id || E'\n' || of_stream || E'\treviewed_row\t' || NEW.id || E'\n');
  RETURN NULL;
END $$;
CREATE TRIGGER evidence_bound AFTER UPDATE ON version FOR EACH ROW
  WHEN (OLD.decided_at IS NULL AND NEW.decided_at IS NOT NULL) EXECUTE FUNCTION note_evidence();

-- ---------------------------------------------------------------- entries of the trail
ALTER TABLE audit_event
  ADD COLUMN recipe text NOT NULL DEFAULT 'countersign/2',
  ADD COLUMN bound jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT audit_event_recipe CHECK (recipe = 'countersign/2'),
  ADD CONSTRAINT audit_event_bound CHECK (jsonb_typeof(bound) = 'array');
DROP FUNCTION audit_hash(audit_event);
CALL keep_record_of('audit_event', 't.stream || ''/'' || t.seq', NULL, 't.stream', '{hash}');
