import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { Problems } from './problems';
import { RECORD_RELATIONS, type RecordRelation } from './record-relations';
import { groupDigest, recordDigest, recordRows } from './record-rows';
import { type Followed, IN_SCOPE_SQL, scopeValues, type VerifyScope } from './verify-scope';

interface Binding {
  relation: string;
  key: string;
  /** -1 where what is written there is no number: whoever changed the trail may have written anything. */
  members: number;
  digest: string;
  stream: string;
  seq: number;
  subject: string;
  /** Of the report whose trail it is; null of the installation. */
  title: string | null;
}

/** Rows that belong together, with the digest that a binding of them has. */
interface Group {
  key: string;
  stream: string | null;
  members: number;
  digest: string;
}

async function* groupsOf(sql: SqlClient, table: string, relation: RecordRelation, scope: VerifyScope): AsyncGenerator<Group> {
  let group: { key: string; stream: string | null; digests: string[] } | null = null;
  for await (const row of recordRows(sql, table, relation, scope)) {
    if (group !== null && group.key !== row.key) {
      yield asGroup(group);
      group = null;
    }
    group ??= { key: row.key, stream: row.stream, digests: [] };
    group.digests.push(recordDigest(row.record) ?? '');
  }
  if (group !== null) yield asGroup(group);
}

function asGroup({ key, stream, digests }: { key: string; stream: string | null; digests: string[] }): Group {
  return { key, stream, members: digests.length, digest: groupDigest(digests) };
}

/** The newest binding of each key, in the order of relation and key (bytes). */
function newestBindings(sql: SqlClient, scope: VerifyScope): AsyncGenerator<Binding> {
  return cursorRows(
    sql,
    'verify_bindings',
    `select distinct on (relation, key) coalesce(b.binding ->> 0, '') collate "C" as relation, coalesce(b.binding ->> 1, '') collate "C" as key,
            case when b.binding ->> 2 ~ '^[0-9]{1,9}$' then (b.binding ->> 2)::int else -1 end as members, coalesce(b.binding ->> 3, '') as digest, e.stream, e.seq::int as seq, e.subject, ${reportTitleSql()} as title
       from audit_event e cross join jsonb_array_elements(case jsonb_typeof(e.bound) when 'array' then e.bound else '[]' end) as b (binding)
       left join cycle_report cr on e.stream = 'cycle-report/' || cr.id left join report r on r.id = cr.report_id left join test_cycle tc on tc.id = cr.cycle_id
      where ${IN_SCOPE_SQL} order by relation, key, e.seq desc`,
    scopeValues(scope),
    (fetch) => sql.query<Binding>(fetch),
  );
}

/**
 * Compares every row of the record with the newest entry of the trail that binds it. Both are read in the order of their keys, a
 * batch at a time, so that memory does not grow with the record. Answers the number of rows of each table.
 */
export async function verifyRows(sql: SqlClient, scope: VerifyScope): Promise<Followed & { rows: Record<string, number> }> {
  const problems = new Problems();
  const rows: Record<string, number> = {};
  const bindings = newestBindings(sql, scope);
  let bound = await bindings.next();
  const unread = async (upTo: (binding: Binding) => boolean): Promise<void> => {
    while (!bound.done && upTo(bound.value)) {
      if (bound.value.members !== 0) problems.add(goneProblem(bound.value));
      bound = await bindings.next();
    }
  };
  for (const table of Object.keys(RECORD_RELATIONS).sort()) {
    const relation = RECORD_RELATIONS[table] as RecordRelation;
    let count = 0;
    await unread((binding) => binding.relation < table);
    for await (const group of groupsOf(sql, table, relation, scope)) {
      count += group.members;
      await unread((binding) => binding.relation === table && bytesBefore(binding.key, group.key));
      if (bound.done || bound.value.relation !== table || bound.value.key !== group.key)
        problems.add(await unboundProblem(sql, relation, group));
      else {
        if (bound.value.digest !== group.digest) problems.add(changedProblem(relation, group, bound.value));
        bound = await bindings.next();
      }
    }
    await unread((binding) => binding.relation === table);
    rows[table] = count;
  }
  await unread(() => true);
  return { count: Object.values(rows).reduce((sum, one) => sum + one, 0), problems: problems.sentences, rows };
}

/** Keys are ASCII but for what a workflow's name may hold; their order is that of their bytes. */
function bytesBefore(one: string, other: string): boolean {
  return Buffer.compare(Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8')) < 0;
}

function entryInWords({ stream, seq, subject, title }: Binding): string {
  return `Trail of ${title ?? (stream === 'installation' ? 'the installation' : stream)}, entry ${seq} (${subject})`;
}

function goneProblem(binding: Binding): string {
  const noun = RECORD_RELATIONS[binding.relation]?.noun ?? binding.relation;
  return `${entryInWords(binding)}: the ${noun} ${binding.key} that it recorded is gone.`;
}

async function unboundProblem(sql: SqlClient, relation: RecordRelation, group: Group): Promise<string> {
  const { rows } = await sql.query<{ title: string }>(
    `select ${reportTitleSql()} as title from cycle_report cr ${REPORT_JOINS_SQL} where 'cycle-report/' || cr.id = $1`,
    [group.stream],
  );
  const place = rows[0]?.title ?? (group.stream === 'installation' ? 'the installation' : (group.stream ?? 'no report'));
  return `Trail of ${place}: no entry records the ${relation.noun} ${group.key}.`;
}

function changedProblem(relation: RecordRelation, group: Group, binding: Binding): string {
  const what = group.members < binding.members ? 'is not complete' : group.members > binding.members ? 'has an addition' : 'was changed';
  return `${entryInWords(binding)}: the ${relation.noun} ${group.key} that it recorded ${what}.`;
}
