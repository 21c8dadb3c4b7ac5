-- Content is hashed by chunks whose bounds follow from the items (docs/decisions/0020-content-by-chunks.md), so that freezing a
-- revision costs what it changed. The chunks of a chain's newest frozen content are kept beside the log: a cache, no part of the record.

-- ---------------------------------------------------------------- the recipe
ALTER TABLE version ADD COLUMN recipe TEXT NOT NULL DEFAULT 'countersign/2';
ALTER TABLE version ADD CONSTRAINT version_recipe CHECK (recipe = 'countersign/2');

-- Three bits of an item's hash: one item in eight begins a chunk.
CREATE FUNCTION begins_chunk(hash bytea) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT get_byte(hash, 31) & 7 = 0
$$;

-- An item or fact as its chunk's digest covers it: length-prefixed key, length-prefixed item hash.
CREATE FUNCTION item_row(key text, hash bytea) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT int4send(octet_length(key)) || convert_to(key, 'UTF8') || '\x00000020'::bytea || hash
$$;

-- Over the rows of a chunk in the byte order of their keys.
CREATE FUNCTION chunk_digest(item_rows bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256('\x00'::bytea || item_rows)
$$;

-- Over the chunks' digests in the order of their keys; of an empty content over none.
CREATE FUNCTION content_root(digests bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256('\x01'::bytea || COALESCE(digests, ''::bytea))
$$;

-- The recipe's name, then as before: content hash, number, parent's version hash or nothing, the inputs' content hashes in byte order.
CREATE OR REPLACE FUNCTION version_hash(of_version uuid, content bytea) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(length_prefixed(v.recipe) || length_prefixed(content) || int4send(v.number) || length_prefixed(COALESCE(p.version_hash, ''::bytea))
    || COALESCE((SELECT string_agg(length_prefixed(i.content_hash), ''::bytea ORDER BY i.content_hash)
                 FROM version_input i WHERE i.version_id = v.id), ''::bytea))
  FROM version v LEFT JOIN version p ON p.id = v.parent_id
  WHERE v.id = of_version
$$;

-- ---------------------------------------------------------------- the log by number
-- A chain's first version is its bulk and is never asked for by number alone; leaving it out saves a creation a sixth. Statements
-- that look rows up by number say "number > 1" beside their own condition, because a parameter alone proves nothing to the planner.
DROP INDEX version_item_chain_id_number_idx;
CREATE INDEX version_item_chain_id_number_idx ON version_item (chain_id, number) WHERE number > 1;

CREATE OR REPLACE FUNCTION content_rows(of_chain uuid, n int) RETURNS TABLE (item_key text, hash bytea) LANGUAGE sql STABLE ROWS 10000 AS $$
  SELECT i.item_key, i.hash FROM version_item i
  LEFT JOIN (
    SELECT w.item_key, max(w.number) AS number FROM version_item w
    WHERE w.chain_id = of_chain AND w.number <= n AND w.number > 1
    GROUP BY w.item_key
  ) again ON again.item_key = i.item_key
  WHERE i.chain_id = of_chain AND i.number <= n AND i.op = 'put' AND (again.number IS NULL OR again.number = i.number)
$$;

-- Items (not facts) that differ between two frozen versions, or a frozen one and the draft that is being frozen; base >= 1.
CREATE OR REPLACE FUNCTION difference_totals(of_chain uuid, base int, head int, OUT added int, OUT changed int, OUT removed int) LANGUAGE sql STABLE AS $$
  WITH touched AS (
    SELECT DISTINCT item_key FROM version_item
    WHERE chain_id = of_chain AND number > 1 AND number > base AND number <= head AND (item_key < '$' OR item_key >= '%')
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

-- The chunks of the chain's content at number n, from the log alone; facts are not counted. It has no settings of its own, so that
-- it is planned within who asks, and nothing is made that is not asked for.
CREATE FUNCTION chunks_at(of_chain uuid, n int)
RETURNS TABLE (first_key text, item_count int, item_keys text[], item_hashes bytea[], digest bytea) LANGUAGE sql STABLE AS $$
  SELECT min(i.key), count(*) FILTER (WHERE i.key < '$' OR i.key >= '%')::int, array_agg(i.key ORDER BY i.key), array_agg(i.hash ORDER BY i.key),
    chunk_digest(string_agg(item_row(i.key, i.hash), ''::bytea ORDER BY i.key))
  FROM (
    SELECT r.item_key COLLATE "C" AS key, r.hash,
      count(*) FILTER (WHERE begins_chunk(r.hash)) OVER (ORDER BY r.item_key COLLATE "C" ROWS UNBOUNDED PRECEDING) AS nth
    FROM content_rows(of_chain, n) r
  ) i
  GROUP BY i.nth
$$;

-- The settings stay that this function has had since 20261123035500: a walk in the order of the primary key.
CREATE OR REPLACE FUNCTION content_hash(of_chain uuid, n int) RETURNS bytea LANGUAGE sql STABLE
SET work_mem = '64MB' SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_nestloop = off AS $$
  SELECT content_root(string_agg(c.digest, ''::bytea ORDER BY c.first_key COLLATE "C")) FROM chunks_at(of_chain, n) c
$$;

-- ---------------------------------------------------------------- the ledger
-- Which version's content the chunks of a chain are. One that is absent, or of another number than is needed, is built anew.
CREATE TABLE content_ledger (
    "chain_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "content_ledger_pkey" PRIMARY KEY ("chain_id")
);
ALTER TABLE "content_ledger" ADD CONSTRAINT "content_ledger_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A chunk holds its keys and item hashes, so that hashing it again reads no log, however often its items were written.
CREATE TABLE content_chunk (
    "chain_id" UUID NOT NULL,
    "first_key" TEXT COLLATE "C" NOT NULL,
    "item_count" INTEGER NOT NULL,
    "item_keys" TEXT[] COLLATE "C" NOT NULL,
    "item_hashes" BYTEA[] NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "content_chunk_pkey" PRIMARY KEY ("chain_id","first_key")
) WITH (fillfactor = 80);

-- The same for a content given as its keys and their item hashes, in any order: what is hashed again of a revised content.
CREATE FUNCTION chunks_of(keys text[], hashes bytea[])
RETURNS TABLE (first_key text, item_count int, item_keys text[], item_hashes bytea[], digest bytea) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT min(i.key), count(*) FILTER (WHERE i.key < '$' OR i.key >= '%')::int, array_agg(i.key ORDER BY i.key), array_agg(i.hash ORDER BY i.key),
    chunk_digest(string_agg(item_row(i.key, i.hash), ''::bytea ORDER BY i.key))
  FROM (
    SELECT r.key, r.hash, count(*) FILTER (WHERE begins_chunk(r.hash)) OVER (ORDER BY r.key ROWS UNBOUNDED PRECEDING) AS nth
    FROM (SELECT u.key COLLATE "C" AS key, u.hash FROM unnest(keys, hashes) AS u (key, hash)) r
  ) i
  GROUP BY i.nth
$$;

CREATE FUNCTION rebuild_chunks(of_chain uuid, n int) RETURNS void LANGUAGE plpgsql
SET work_mem = '64MB' SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_nestloop = off AS $$
BEGIN
  DELETE FROM content_chunk WHERE chain_id = of_chain;
  INSERT INTO content_chunk SELECT of_chain, c.* FROM chunks_at(of_chain, n) c ORDER BY c.first_key COLLATE "C";
END $$;

-- Brings the chunks from the content below number n to that of n. Hashed again are the chunks that hold a key which n wrote, and the
-- one before where such a key no longer begins a chunk. The differences to the content below are those of its rows.
CREATE FUNCTION revise_chunks(of_chain uuid, n int, OUT added int, OUT changed int, OUT removed int) LANGUAGE plpgsql SET work_mem = '64MB' SET enable_seqscan = off AS $$
DECLARE
  touched text[];
BEGIN
  SELECT array_agg(DISTINCT t.first_key) INTO touched
  FROM version_item d
  LEFT JOIN LATERAL (SELECT c.first_key FROM content_chunk c WHERE c.chain_id = of_chain AND c.first_key <= d.item_key
    ORDER BY c.first_key DESC LIMIT 1) holder ON true
  LEFT JOIN LATERAL (SELECT c.first_key FROM content_chunk c WHERE c.chain_id = of_chain AND c.first_key < d.item_key
    AND holder.first_key = d.item_key AND (d.op = 'remove' OR NOT begins_chunk(d.hash)) ORDER BY c.first_key DESC LIMIT 1) neighbour ON true
  CROSS JOIN LATERAL unnest(ARRAY[
    -- A key before all others comes into the first chunk.
    COALESCE(holder.first_key, (SELECT min(c.first_key) FROM content_chunk c WHERE c.chain_id = of_chain)), neighbour.first_key]) AS t (first_key)
  WHERE d.chain_id = of_chain AND d.number = n AND d.number > 1 AND t.first_key IS NOT NULL;

  WITH before AS (
    SELECT i.item_key, i.hash FROM content_chunk c CROSS JOIN LATERAL unnest(c.item_keys, c.item_hashes) AS i (item_key, hash)
    WHERE c.chain_id = of_chain AND c.first_key = ANY (touched)
  ), delta AS (
    SELECT d.item_key, d.hash FROM version_item d WHERE d.chain_id = of_chain AND d.number = n AND d.number > 1
  ), after AS MATERIALIZED (
    SELECT COALESCE(d.item_key, b.item_key) AS item_key, CASE WHEN d.item_key IS NULL THEN b.hash ELSE d.hash END AS hash, b.hash AS hash_before
    FROM before b FULL JOIN delta d ON d.item_key = b.item_key
  ), kept AS (
    SELECT array_agg(a.item_key) AS keys, array_agg(a.hash) AS hashes FROM after a WHERE a.hash IS NOT NULL
  ), chunks AS MATERIALIZED (
    SELECT c.* FROM kept, LATERAL chunks_of(kept.keys, kept.hashes) c
  ), vanished AS (
    DELETE FROM content_chunk c WHERE c.chain_id = of_chain AND c.first_key = ANY (touched) AND c.first_key NOT IN (SELECT h.first_key FROM chunks h)
  ), written AS (
    INSERT INTO content_chunk SELECT of_chain, h.* FROM chunks h
    ON CONFLICT (chain_id, first_key) DO UPDATE SET item_count = EXCLUDED.item_count, item_keys = EXCLUDED.item_keys,
      item_hashes = EXCLUDED.item_hashes, digest = EXCLUDED.digest
  )
  SELECT count(*) FILTER (WHERE a.hash_before IS NULL AND a.hash IS NOT NULL), count(*) FILTER (WHERE a.hash_before <> a.hash),
      count(*) FILTER (WHERE a.hash_before IS NOT NULL AND a.hash IS NULL)
    INTO added, changed, removed
    FROM after a WHERE a.item_key < '$' OR a.item_key >= '%';
END $$;

-- Everything a version is stamped with when it freezes. Counts leave facts ("$…") out. Number order is content order: below a draft
-- lies the content of the number before it, whichever version its parent is.
DROP FUNCTION freeze_figures(uuid);
CREATE FUNCTION freeze_figures(of_version uuid, OUT content bytea, OUT items int, OUT added int, OUT changed int, OUT removed int) LANGUAGE plpgsql AS $$
DECLARE
  head record;
BEGIN
  SELECT v.chain_id, v.number, p.number AS base, l.number AS kept INTO STRICT head
    FROM version v LEFT JOIN version p ON p.id = v.parent_id LEFT JOIN content_ledger l ON l.chain_id = v.chain_id WHERE v.id = of_version;
  IF head.kept = head.number - 1 THEN
    SELECT r.added, r.changed, r.removed INTO added, changed, removed FROM revise_chunks(head.chain_id, head.number) r;
  ELSE
    PERFORM rebuild_chunks(head.chain_id, head.number);
  END IF;
  INSERT INTO content_ledger (chain_id, number) VALUES (head.chain_id, head.number) ON CONFLICT (chain_id) DO UPDATE SET number = EXCLUDED.number;
  SELECT content_root(string_agg(c.digest, ''::bytea ORDER BY c.first_key)), COALESCE(sum(c.item_count), 0) INTO content, items
    FROM content_chunk c WHERE c.chain_id = head.chain_id;
  IF head.base IS NULL THEN
    added := items;
    changed := 0;
    removed := 0;
  ELSIF head.kept IS DISTINCT FROM head.number - 1 OR head.base <> head.number - 1 THEN
    SELECT d.added, d.changed, d.removed INTO added, changed, removed FROM difference_totals(head.chain_id, head.base, head.number) d;
  END IF;
END $$;

-- ---------------------------------------------------------------- statistics
-- Until a large creation is analysed, a page of the grid costs thirty times what it does afterwards. Only the owner of a table may
-- analyse it (PostgreSQL 16 grants that to nobody else), hence in the owner's name. A tenth of the usual sample is enough for the
-- plans and takes 10 ms instead of 140; autovacuum takes the usual one later.
CREATE FUNCTION analyze_version_items() RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET default_statistics_target = 10 AS $$
BEGIN
  ANALYZE (SKIP_LOCKED) version_item (chain_id, item_key, number, op);
END $$;
REVOKE EXECUTE ON FUNCTION analyze_version_items() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION analyze_version_items() TO countersign_app;

-- The version's recipe is part of its record.
CALL keep_records();
