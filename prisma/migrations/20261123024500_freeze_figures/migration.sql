-- Everything a version is stamped with when it freezes, in one pass over its content. Counts leave facts ("$…") out.
CREATE FUNCTION freeze_figures(of_version uuid, OUT content bytea, OUT items int, OUT added int, OUT changed int, OUT removed int) LANGUAGE plpgsql STABLE AS $$
DECLARE
  head record;
  totals record;
BEGIN
  SELECT v.chain_id, v.number, p.number AS base INTO STRICT head FROM version v LEFT JOIN version p ON p.id = v.parent_id WHERE v.id = of_version;
  SELECT sha256(COALESCE(string_agg(int4send(octet_length(i.item_key)) || convert_to(i.item_key, 'UTF8') || '\x00000020'::bytea || i.hash,
      ''::bytea ORDER BY i.item_key), ''::bytea)), count(*) FILTER (WHERE i.item_key < '$' OR i.item_key >= '%')
    INTO content, items
    FROM version_item i
    WHERE i.chain_id = head.chain_id AND i.number <= head.number AND i.op = 'put'
      AND NOT EXISTS (SELECT FROM version_item later WHERE later.chain_id = head.chain_id AND later.item_key = i.item_key
        AND later.number > i.number AND later.number <= head.number);
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
