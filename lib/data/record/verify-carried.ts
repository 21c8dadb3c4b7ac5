import { CARRIED_FACT, readCarried } from '#domain/phase/carried';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { probeContent } from '../log/version-content.queries';
import type { SqlClient } from '../sql/connection';
import { approvedSql, CHAIN_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { Problems } from './problems';
import type { Followed, VerifyScope } from './verify-scope';

interface CarriedRow {
  phase: PhaseName;
  title: string;
  number: number;
  data: unknown;
  /** The version that it names, in the report that this one begins from; null where there is none. */
  sourceChainId: string | null;
  sourceHash: string | null;
}

/**
 * Holds what versions say that they carried to the earlier cycle's record: the version that they name is the approved one of the report from
 * which theirs begins, and each item that they name had that hash there.
 */
export async function verifyCarried(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const problems = new Problems();
  const { rows } = await sql.query<CarriedRow>(
    `select ch.phase, ${reportTitleSql()} as title, i.number, i.data, s."sourceChainId", s."sourceHash"
       from version_item i join chain ch on ch.id = i.chain_id ${CHAIN_JOINS_SQL}
       left join lateral (select sc.id as "sourceChainId", encode(v.version_hash, 'hex') as "sourceHash"
              from chain sc join version v on v.chain_id = sc.id
             where sc.cycle_report_id = cr.carries_from and sc.phase = ch.phase and sc.instance = '' and ${approvedSql('v')}
               and v.number = (i.data ->> 'number')::int) s on true
      where i.item_key = $2 and i.op = 'put' and ($1::uuid[] is null or cr.id = any($1::uuid[])) order by ch.id, i.number`,
    [scope.cycleReportIds, CARRIED_FACT],
  );
  for (const row of rows) {
    const words = `${PHASE_LABELS[row.phase]} of ${row.title}, version ${row.number}`;
    const carried = readCarried(row.data as Parameters<typeof readCarried>[0]);
    if (row.sourceChainId === null || row.sourceHash !== carried.versionHash || carried.phase !== row.phase) {
      problems.add(`${words}: the version of ${carried.cycle} that it names as its source is not the one that was approved there.`);
      continue;
    }
    const there = await probeContent(
      sql,
      row.sourceChainId,
      carried.number,
      carried.items.map(({ key }) => key),
    );
    for (const { key, hash } of carried.items)
      if (there.get(key)?.hash.toString('hex') !== hash)
        problems.add(`${words}: ${key} was not so in ${carried.cycle} as it says that it was carried.`);
  }
  return { count: rows.length, problems: problems.sentences };
}
