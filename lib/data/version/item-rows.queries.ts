import type { ItemRow, VerdictView } from '#contract/views/row-views';
import type { Verdict } from '#domain/version/commands';
import type { ContentRow } from '../log/version-content.queries';
import { type Mask, maskItem } from '../people/masking.queries';
import { namesOf, peopleIn, readNames } from '../people/people-names.queries';
import type { Queryable } from '../sql/connection';
import { everApprovedSql, nameThenSql } from '../sql/fragments';

/** The version whose content the rows are. */
export interface RowsVersion {
  versionId: string;
  chainId: string;
  number: number;
}

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

/** The last verdict on an item, with the hash of the content it was given on. */
interface DecisionRow extends VerdictRow {
  key: string;
  hash: Buffer;
}

/** Completes rows of content for people: masks values and adds standing verdicts, feedback and open comments. */
export async function readItemRows(db: Queryable, version: RowsVersion, mask: Mask, rows: readonly ContentRow[]): Promise<ItemRow[]> {
  if (rows.length === 0) return [];
  const keys = rows.map((row) => row.key);
  const [standing, earlier, approvals, comments, names] = await Promise.all([
    latestDecisions(db, version, keys, version.number),
    latestDecisions(db, version, keys, version.number - 1),
    approvalsUpTo(db, version),
    openComments(db, version, keys),
    readNames(
      db,
      rows.flatMap((row) => peopleIn(row.data)),
    ),
  ]);
  return rows.map((row) => {
    const { data, masked } = maskItem(mask, row.data);
    const latest = standing.get(row.key);
    const before = earlier.get(row.key);
    const handles = peopleIn(row.data);
    return {
      key: row.key,
      data,
      hash: row.hash.toString('hex'),
      masked,
      verdict: latest?.hash.equals(row.hash) ? verdictView(latest, version) : approvedWithin(row, approvals, version),
      feedback: before?.verdict === 'rejected' ? verdictView(before, version) : null,
      openComments: comments.get(row.key) ?? 0,
      ...(handles.length > 0 ? { names: namesOf(handles, names.now) } : {}),
    };
  });
}

async function latestDecisions(
  db: Queryable,
  version: RowsVersion,
  keys: readonly string[],
  upTo: number,
): Promise<Map<string, DecisionRow>> {
  const answer = await db.query<DecisionRow>(
    `select k.key, d.* from unnest($2::text[]) k(key) cross join lateral (
        select d.item_hash as hash, d.version_id as "versionId", v.number, d.user_id as "userId", ${nameThenSql('d.user_id', 'd.created_at')} as "userName",
               d.user_role as "userRole", d.verdict, d.reason, d.created_at as at
          from item_decision d join version v on v.id = d.version_id
         where d.chain_id = $1 and d.item_key = k.key and v.number <= $3 order by d.id desc limit 1) d`,
    [version.chainId, keys, upTo],
  );
  return new Map(answer.rows.map((row) => [row.key, row]));
}

/** Who approved which version of the chain, up to this one. */
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

/**
 * Where the submission is itself the decision nobody marks items: accepted then is what the first approved version held,
 * row for row, by whoever confirmed it.
 */
function approvedWithin(row: ContentRow, approvals: readonly VerdictRow[], version: RowsVersion): VerdictView | null {
  const approval = approvals.find((one) => one.number >= row.number || one.number === row.restoredFrom);
  return approval ? verdictView(approval, version) : null;
}

async function openComments(db: Queryable, version: RowsVersion, keys: readonly string[]): Promise<Map<string, number>> {
  const answer = await db.query<{ key: string; n: string }>(
    `select c.item_key as key, count(*) as n from review_comment c join version v on v.id = c.version_id
      where v.chain_id = $1 and v.number <= $2 and c.item_key = any($3::text[]) and c.parent_id is null and c.resolved_at is null
      group by c.item_key`,
    [version.chainId, version.number, keys],
  );
  return new Map(answer.rows.map((row) => [row.key, Number(row.n)]));
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
