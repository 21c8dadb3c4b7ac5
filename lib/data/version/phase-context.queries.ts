import type { UpstreamView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { chainInWords } from '#domain/phase/chain-address';
import type { GateContext } from '#domain/phase/definition';
import type { VersionStatus } from '#domain/version/version-status';
import { countOnce } from '../log/frozen-counts';
import { countContentBy, countMatching, listMatching, readFacts } from '../log/version-content.queries';
import type { CycleReportScope } from '../people/access.queries';
import { isMasked, MASK_TEXT, type Mask } from '../people/mask';
import { readReportStanding } from '../reporting/report-standing.queries';
import { type Queryable } from '../sql/connection';
import { readTestsStanding } from './tests-standing.queries';
import { readUpstream } from './version-record.queries';

const EVERYTHING: ItemFilter = { all: [] };

/** The version whose content a gate or a summary is computed on. */
export interface PhaseContent {
  versionId: string;
  chainId: string;
  number: number;
  /** Where it is known: counts of frozen content are made once. */
  status?: VersionStatus;
}

/** What gates and summaries are computed from: facts, and counts made by the database without loading items. */
export async function readPhaseContext(
  db: Queryable,
  report: Pick<CycleReportScope, 'reportId'>,
  content: PhaseContent,
  mask: Mask,
): Promise<GateContext> {
  const [facts, sources, lobs, upstream] = await Promise.all([
    readFacts(db, content.chainId, content.number),
    db.query<{ name: string }>('select name from source where report_id = $1 and active order by name', [report.reportId]),
    db.query<{ name: string }>('select name from lob where active order by name'),
    readUpstream(db, content.versionId),
  ]);
  return {
    facts,
    count: (filter) => countOnce(db, content, ['count', filter], () => countMatching(db, content.chainId, content.number, filter)),
    countBy: async (field, filter) => {
      const counts = await countOnce(db, content, ['by', field, filter ?? EVERYTHING], () =>
        countContentBy(db, content.chainId, content.number, field, filter ?? EVERYTHING),
      );
      return isMasked(mask, field) ? hideValues(counts) : counts;
    },
    list: (filter) => listMatching(db, content.chainId, content.number, filter),
    sourceNames: sources.rows.map((row) => row.name),
    lobNames: lobs.rows.map((row) => row.name),
    tests: () => readTestsStanding(db, content),
    report: () => readReportStanding(db, content),
    staleInputs: upstream.filter((one) => one.stale && !one.accepted).map(staleSentence),
  };
}

/** Values of a confidential attribute are counted together, blanks apart. */
function hideValues(counts: readonly { value: string | null; count: number }[]): { value: string | null; count: number }[] {
  const blank = counts.filter((one) => one.value === null);
  const filled = counts.filter((one) => one.value !== null).reduce((sum, one) => sum + one.count, 0);
  return filled === 0 ? blank : [{ value: MASK_TEXT, count: filled }, ...blank];
}

function staleSentence(upstream: UpstreamView): string {
  return `${chainInWords(upstream)} has changed since this was built from its version ${upstream.number}.`;
}
