import { verifyInstallation } from '#data/record/verify.queries';
import type { Database } from '#data/sql/connection';

/** The promises of "Failure promises" that tables can tell; empty when all are kept. */
export async function brokenPromises(db: Database): Promise<string[]> {
  const broken: string[] = [];
  for (const [promise, sql] of Object.entries(PROMISES)) {
    const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from (${sql}) broken`);
    if (rows[0]?.n !== 0) broken.push(`${promise}: ${rows[0]?.n}`);
  }
  return [...broken, ...(await verifyInstallation(db, null)).problems];
}

const PROMISES = {
  'a command without a receipt': 'select c.id from command c left join receipt r on r.command_id = c.id where r.command_id is null',
  'a number skipped or doubled':
    'select v.chain_id from version v join chain c on c.id = v.chain_id group by v.chain_id, c.last_number having count(*) <> max(v.number) or max(v.number) <> c.last_number',
  'more than one open version': `select chain_id from version where status in ('draft', 'pending_approval') group by chain_id having count(*) > 1`,
  'more than one approved version': `select chain_id from version where status = 'approved' group by chain_id having count(*) > 1`,
  'an applied decision whose version did not move': `select c.id from command c join receipt r on r.command_id = c.id and r.outcome = 'applied' join version v on v.id = c.version_id where c.kind = 'decide_version' and v.status = 'pending_approval'`,
  'a long task that never ended': `select id from work where status = 'running'`,
  'a draft that is due and was never made': 'select id from chain where draft_due is not null and closed_at is null',
} as const;
