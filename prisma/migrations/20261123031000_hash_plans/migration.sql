-- Passing over a whole version: all but a few keys have one row, so the few that were written again are found by the
-- index on number and joined by hash. A probe for each key took 1.2 s for 100,000 items where this takes 0.3 s. The
-- memory keeps the sort off the disk.
CREATE FUNCTION content_rows(of_chain uuid, n int) RETURNS TABLE (item_key text, hash bytea) LANGUAGE sql STABLE ROWS 10000 AS $$
  SELECT i.item_key, i.hash FROM version_item i
  LEFT JOIN (
    SELECT w.item_key, max(w.number) AS number FROM version_item w
    WHERE w.chain_id = of_chain AND w.number <= n AND w.number > (SELECT min(f.number) FROM version_item f WHERE f.chain_id = of_chain)
    GROUP BY w.item_key
  ) again ON again.item_key = i.item_key
  WHERE i.chain_id = of_chain AND i.number <= n AND i.op = 'put' AND (again.number IS NULL OR again.number = i.number)
$$;

CREATE OR REPLACE FUNCTION content_hash(of_chain uuid, n int) RETURNS bytea LANGUAGE sql STABLE SET work_mem = '64MB' AS $$
  SELECT sha256(COALESCE(string_agg(int4send(octet_length(i.item_key)) || convert_to(i.item_key, 'UTF8') || '\x00000020'::bytea || i.hash,
    ''::bytea ORDER BY i.item_key COLLATE "C"), ''::bytea))
  FROM content_rows(of_chain, n) i
$$;

CREATE OR REPLACE FUNCTION freeze_figures(of_version uuid, OUT content bytea, OUT items int, OUT added int, OUT changed int, OUT removed int)
LANGUAGE plpgsql STABLE SET work_mem = '64MB' AS $$
DECLARE
  head record;
  totals record;
BEGIN
  SELECT v.chain_id, v.number, p.number AS base INTO STRICT head FROM version v LEFT JOIN version p ON p.id = v.parent_id WHERE v.id = of_version;
  SELECT sha256(COALESCE(string_agg(int4send(octet_length(i.item_key)) || convert_to(i.item_key, 'UTF8') || '\x00000020'::bytea || i.hash,
      ''::bytea ORDER BY i.item_key COLLATE "C"), ''::bytea)), count(*) FILTER (WHERE i.item_key COLLATE "C" < '$' OR i.item_key COLLATE "C" >= '%')
    INTO content, items
    FROM content_rows(head.chain_id, head.number) i;
  IF head.base IS NULL THEN
    added := items;
    changed := 0;
    removed := 0;
  ELSE
    SELECT * INTO totals FROM difference_totals(head.chain_id, head.base, head.number);
    added := totals.added;
    changed := totals.changed;
    removed := totals.removed;
  END IF;
END $$;
