/** SQL that says whether two jsonb values (`null` where absent) of a field count as the same although they differ. */
export type SameSql = (field: string, before: string, after: string) => string;

/**
 * SQL of the names of the cells in which two jsonb expressions differ, as rows of `field`, and of whether the cell is not
 * there at all on the one side (`came`) or the other (`went`). One side is unnested and the other looked up, and equal parts
 * are not unnested at all: joining the unnested cells of both costs five times as much.
 */
export function changedFieldsSql(before: string, after: string, same: SameSql | null = null): string {
  const record = (data: string) => `(case when jsonb_typeof(${data} -> 'values') = 'object' then ${data} -> 'values' else '{}' end)`;
  const ordinary = (data: string) => `(case when jsonb_typeof(${data} -> 'values') = 'object' then ${data} - 'values' else ${data} end)`;
  const unless = (name: string, left: string, right: string) => (same ? `and not ${same(name, left, right)}` : '');
  // The fence keeps the planner from working both sides out again for every cell.
  const differing = (left: string, right: string, name: string) => `select ${name} as field, cell.came, cell.went
    from (select ${left} as l, ${right} as r offset 0) v cross join lateral (
      select o.key, not (v.l ? o.key) as came, false as went from jsonb_each(case when v.l <> v.r then v.r end) o
        where nullif(o.value, 'null') is distinct from nullif(v.l -> o.key, 'null') ${unless(name.replace('cell.', 'o.'), 'v.l -> o.key', 'o.value')}
      union all select o.key, false, true from jsonb_each(case when v.l <> v.r then v.l end) o
        where o.value <> 'null' and not (v.r ? o.key) ${unless(name.replace('cell.', 'o.'), 'o.value', 'null::jsonb')}) cell`;
  return `(${differing(ordinary(before), ordinary(after), 'cell.key')} union all ${differing(record(before), record(after), "('values.' || cell.key)")})`;
}
