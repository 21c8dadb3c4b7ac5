import type { VerdictView } from '#contract/views/row-views';
import type { PhaseName } from '#domain/phase/phase-names';
import { JUDGED_FIELD } from '#domain/phase/recorded';
import { ANSWERS, type Verdict } from '#domain/phase/verdicts';
import { phaseDefinition } from '#domain/phases/registry';
import type { ContentRow } from '../log/version-content.queries';
import type { Queryable } from '../sql/connection';
import { everApprovedSql, nameThenSql } from '../sql/fragments';

/** The version whose content rows are read of. */
export interface RowsVersion {
  versionId: string;
  chainId: string;
  number: number;
  phase: PhaseName;
}

/** More than any version's number. */
const ANY_VERSION = 2_147_483_647;

/** A verdict, or an approval that stands for one: on which version, by whom and when. */
interface VerdictRow {
  versionId: string;
  number: number;
  userId: string | null;
  userName: string;
  userRole: string;
  verdict: Verdict;
  reason: string;
  at: Date;
}

/** The last verdict that somebody gave on an item. */
interface DecisionRow extends VerdictRow {
  key: string;
}

/** What stands of an item in a version: the verdict on its present content, and what the author was told to mend. */
export interface StandingVerdict {
  verdict: VerdictView | null;
  feedback: VerdictView | null;
}

/**
 * Reads the standing verdicts on rows of a version, in their order. A verdict stands on content: the last one that somebody gave on
 * exactly this content, or the first approval of a version that held it. Approving says so of everything unmarked, by the one act that
 * is recorded; no row an item is written. A rejection stands until a later version with the same content is approved, and is feedback
 * until any later version is. In a recorded phase it stands on the judged part alone, and approving says nothing of any item.
 */
export async function readStandingVerdicts(db: Queryable, version: RowsVersion, rows: readonly ContentRow[]): Promise<StandingVerdict[]> {
  if (phaseDefinition(version.phase).recorded !== undefined) return await verdictsOnJudged(db, version, rows);
  const [given, earlier, approvals] = await Promise.all([
    latestDecisions(db, version, rows, version.number),
    latestDecisions(
      db,
      version,
      rows.map(({ key }) => ({ key, hash: null })),
      version.number - 1,
    ),
    approvalsUpTo(db, version),
  ]);
  const accepted = await firstApprovals(
    db,
    version,
    rows.map((row) => ({ ...row, since: given.get(row.key)?.number ?? 0 })),
  );
  const lastApproval = approvals.findLast((approval) => approval.number < version.number)?.number ?? 0;
  return rows.map((row) => {
    const onContent = given.get(row.key) ?? null;
    const approval = approvals.find((one) => one.number === accepted.get(row.key));
    const standing = onContent?.verdict === 'accepted' ? onContent : (approval ?? onContent);
    const before = earlier.get(row.key);
    const toMend = before?.verdict === 'rejected' && before.number >= lastApproval ? before : null;
    return { verdict: standing && verdictView(standing, version), feedback: toMend && verdictView(toMend, version) };
  });
}

/** The last verdict on the judged part of each row, on whichever version it was given: the rule of `STANDING_VERDICT_SQL`. */
async function verdictsOnJudged(db: Queryable, version: RowsVersion, rows: readonly ContentRow[]): Promise<StandingVerdict[]> {
  const judged = rows.map(({ key, data }) => ({ key, hash: Buffer.from(String(data[JUDGED_FIELD] ?? ''), 'hex') }));
  const given = await latestDecisions(db, version, judged, ANY_VERSION);
  return rows.map(({ key }) => {
    const standing = given.get(key);
    return { verdict: standing ? verdictView(standing, version) : null, feedback: null };
  });
}

/** By key the last verdict that somebody gave up to a version, answers apart: on this content, or on any where the hash is null. */
async function latestDecisions(
  db: Queryable,
  version: RowsVersion,
  items: readonly { key: string; hash: Buffer | null }[],
  upTo: number,
): Promise<Map<string, DecisionRow>> {
  const answer = await db.query<DecisionRow>(
    `select k.key, d.* from unnest($2::text[], $4::bytea[]) k(key, hash) cross join lateral (
        select d.version_id as "versionId", v.number, d.user_id as "userId", ${nameThenSql('d.user_id', 'd.created_at')} as "userName",
               d.user_role as "userRole", d.verdict, d.reason, d.created_at as at
          from item_decision d join version v on v.id = d.version_id
         where d.chain_id = $1 and d.item_key = k.key and v.number <= $3 and (k.hash is null or d.item_hash = k.hash)
           and d.verdict <> all (array[${ANSWERS.map((answer) => `'${answer}'`).join(', ')}]) order by d.id desc limit 1) d`,
    [version.chainId, items.map((item) => item.key), upTo, items.map((item) => item.hash)],
  );
  return new Map(answer.rows.map((row) => [row.key, row]));
}

/** Who approved which version of the chain, up to this one, by number. */
async function approvalsUpTo(db: Queryable, version: RowsVersion): Promise<VerdictRow[]> {
  const answer = await db.query<VerdictRow>(
    `select v.id as "versionId", v.number, c.actor_id as "userId", ${nameThenSql('c.actor_id', 'c.created_at')} as "userName", c.actor_role as "userRole",
            'accepted' as verdict, '' as reason, coalesce(v.decided_at, rc.created_at) as at
       from version v join lateral (
            select c.* from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
             where c.version_id = v.id and c.kind in ('decide_version', 'submit_version')
             order by (c.kind = 'decide_version') desc, c.seq desc limit 1) c on true
       join receipt rc on rc.command_id = c.id
      where v.chain_id = $1 and v.number <= $2 and ${everApprovedSql('v')} order by v.number`,
    [version.chainId, version.number],
  );
  return answer.rows;
}

/** By key the number of the first version, from `since` on, that held exactly the row's content when it was approved. */
async function firstApprovals(
  db: Queryable,
  version: RowsVersion,
  rows: readonly { key: string; hash: Buffer; since: number }[],
): Promise<Map<string, number>> {
  const answer = await db.query<{ key: string; number: number }>(
    `select k.key, min(v.number) as number from unnest($3::text[], $4::bytea[], $5::int[]) k(key, hash, since)
       join version_item i on i.chain_id = $1 and i.item_key = k.key and i.number <= $2 and i.op = 'put' and i.hash = k.hash
      cross join lateral (select v.number from version v where v.chain_id = $1 and v.number between greatest(i.number, k.since) and $2
         and ${everApprovedSql('v')} order by v.number limit 1) v
      where not exists (select from version_item later where later.chain_id = $1 and later.item_key = k.key
         and later.number > i.number and later.number <= v.number)
      group by k.key`,
    [version.chainId, version.number, rows.map((row) => row.key), rows.map((row) => row.hash), rows.map((row) => row.since)],
  );
  return new Map(answer.rows.map((row) => [row.key, row.number]));
}

function verdictView(row: VerdictRow, version: RowsVersion): VerdictView {
  return {
    verdict: row.verdict,
    reason: row.reason,
    by: { id: row.userId, name: row.userName, role: row.userRole },
    at: row.at.toISOString(),
    versionNumber: row.number,
    inherited: row.versionId !== version.versionId,
  };
}
