import type { PhaseName } from '#domain/phase/phase-names';
import type { ReviewedRun } from '#domain/phases/observation-management/derive-observations';
import { contentSql } from '../log/content-source.queries';
import type { Database } from '../sql/connection';
import { approvedSql } from '../sql/fragments';

/** The line of business whose observations a chain holds, and the versions that they are made from. */
export interface ObservedLine {
  lobName: string;
  /** The version that lists the line: by it the samples are known. */
  sampleVersionId: string;
  /** The approved list of the line's data owners; null where there is none yet. */
  ownersVersionId: string | null;
  /** The approved versions of its tests, in the order of their lanes. */
  tests: readonly TestsVersion[];
}

/** An approved version of one data owner's tests. */
export interface TestsVersion {
  versionId: string;
  chainId: string;
  number: number;
  instance: string;
  versionHash: string;
}

const TESTS: PhaseName = 'test-execution';
const OWNERS: PhaseName = 'data-owner-id';

/** @throws Error where the chain is in no lane of a line of business: a preparer only asks for its own */
export async function observedLine(db: Database, chainId: string): Promise<ObservedLine> {
  const { rows } = await db.pool.query<Omit<ObservedLine, 'tests'> & { laneId: string }>(
    `select l.id as "laneId", b.name as "lobName", l.listed_from as "sampleVersionId",
            (select v.id from chain o join version v on v.chain_id = o.id and ${approvedSql('v')} where o.lane_id = l.id and o.phase = $2) as "ownersVersionId"
       from chain c join lane l on l.id = c.lane_id and l.parent_id is null join lob b on b.id = l.lob_id where c.id = $1`,
    [chainId, OWNERS],
  );
  const [line] = rows;
  if (line === undefined) throw new Error(`the chain ${chainId} is in no lane of a line of business`);
  const { laneId, ...found } = line;
  const tests = await db.pool.query<TestsVersion>(
    `select v.id as "versionId", v.chain_id as "chainId", v.number, c.instance, encode(v.version_hash, 'hex') as "versionHash"
       from lane i join chain c on c.lane_id = i.id and c.phase = $2 join version v on v.chain_id = c.id and ${approvedSql('v')}
      where i.parent_id = $1 and i.retired_at is null order by c.instance`,
    [laneId, TESTS],
  );
  return { ...found, tests: tests.rows };
}

/** The runs of a version of tests that somebody accepted as they are, in the order of their cases. */
export async function reviewedRuns(db: Database, { chainId, number }: Pick<TestsVersion, 'chainId' | 'number'>): Promise<ReviewedRun[]> {
  const { rows } = await db.pool.query<ReviewedRun>(
    `select i.item_key as "caseId", i.data ->> 'attribute' as attribute, i.data ->> 'record' as record, i.data ->> 'state' as result,
            i.data ->> 'pattern' as pattern, i.data ->> 'reported' as reported, i.data #>> '{run,value}' as value,
            i.data #>> '{run,difference}' as difference,
            i.data ->> 'judged' as judged
       ${contentSql('$1', '$2')} and i.data ->> 'state' in ('pass', 'fail', 'inconclusive')
        and (select d.verdict from item_decision d where d.chain_id = i.chain_id and d.item_key = i.item_key
          and d.item_hash = decode(i.data ->> 'judged', 'hex') order by d.id desc limit 1) = 'accepted' order by i.item_key`,
    [chainId, number],
  );
  return rows;
}
