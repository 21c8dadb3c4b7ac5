-- Whether an update changed anything of the record is told by the columns that belong to it. Their RFC 8785 text, made of each row before
-- and after, told the same and took most of the time of an update on the way of a decision.
CREATE OR REPLACE PROCEDURE keep_record_of(relation text, key text, of_key text, stream text, leave_out text[] DEFAULT '{}', condition text DEFAULT 'true', noted boolean DEFAULT true)
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
    -- An update that leaves the columns of a row as they were has changed nothing of the record.
    written := format('SELECT COALESCE(%s, ''installation'') AS stream, %s AS key, to_jsonb(t) - %L::text[] AS content FROM touched t WHERE %s', stream, key, leave_out, condition);
    IF act = 'update' THEN written := written || ' EXCEPT ' || replace(written, 'FROM touched t', 'FROM before t'); END IF;
    EXECUTE format('CREATE OR REPLACE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS %L', 'note_' || relation || '_' || act, format(
      'BEGIN
        PERFORM note_touched(string_agg(n.stream || E''\t%s\t'' || n.key || E''\n'', '''')) FROM (SELECT DISTINCT w.stream, w.key FROM (%s) w) n;
        RETURN NULL;
      END', relation, CASE act WHEN 'update' THEN written ELSE replace(written, format(', to_jsonb(t) - %L::text[] AS content', leave_out), '') END));
    EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION %I()', 'recorded_' || act, act, relation,
      CASE act WHEN 'insert' THEN 'NEW TABLE AS touched' WHEN 'delete' THEN 'OLD TABLE AS touched' ELSE 'OLD TABLE AS before NEW TABLE AS touched' END,
      'note_' || relation || '_' || act);
  END LOOP;
END $$;

CALL keep_records();
