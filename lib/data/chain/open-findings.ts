import type { PhaseName } from '#domain/phase/phase-names';
import { ASKED } from '#domain/phases/observation-management/filters';
import { contentSql } from '../log/content-source.queries';
import type { SqlClient } from '../sql/connection';
import { itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';
import type { LockedChain } from './locked-chain';

const OBSERVED_IN: PhaseName = 'observation-management';

/**
 * Notes what an approved version observed: the findings that it is about, over all cycles of the report, and that they occurred in it. What is
 * not an issue is none, and what is merged is part of another. Nothing is written for other phases.
 */
export async function openFindings(sql: SqlClient, chain: LockedChain, versionId: string): Promise<void> {
  const lobId = chain.resource.lane?.lobId;
  if (chain.phase !== OBSERVED_IN || lobId === undefined) return;
  const { rows } = await sql.query<{ number: number }>('select number from version where id = $1', [versionId]);
  const params = new SqlParams([chain.id, rows[0]?.number ?? 0, chain.cycleReportId, chain.resource.reportId, lobId]);
  const observed = `select i.item_key, i.data ->> 'attribute' as attribute, i.data ->> 'pattern' as pattern
    ${contentSql('$1', '$2')} and ${itemFilterSql(ASKED, { data: 'i.data', key: 'i.item_key' }, params)}`;
  await sql.query(
    `with observed as (${observed})
     insert into finding (cycle_report_id, report_id, lob_id, attribute, pattern)
     select $3, $4, $5, o.attribute, o.pattern from observed o order by 4, 5 on conflict (report_id, lob_id, attribute, pattern) do nothing`,
    params.values,
  );
  const version = params.bind(versionId);
  await sql.query(
    `with observed as (${observed})
     insert into finding_occurrence (finding_id, version_id, item_key)
     select f.id, ${version}::uuid, o.item_key from observed o
       join finding f on f.report_id = $4 and f.lob_id = $5 and f.attribute = o.attribute and f.pattern = o.pattern where $3::uuid is not null`,
    params.values,
  );
}
