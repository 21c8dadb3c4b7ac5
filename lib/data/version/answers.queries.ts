import type { AnswersView } from '#contract/views/version-views';
import type { Subject } from '#domain/people/permissions';
import { handlesIn, personToken } from '#domain/people/person-token';
import type { AnsweredPhase } from '#domain/phase/answered';
import { ANSWERS, type Verdict } from '#domain/phase/verdicts';
import { answersOf } from '#domain/phases/registry';
import { contentSql } from '../log/content-source.queries';
import { CONTENT_TARGET } from '../log/version-content.queries';
import { requireVersion } from '../people/access.queries';
import { guardFor } from '../people/guard.queries';
import type { Database, Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';
import { fieldTextSql, itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';

/** SQL of the decisions on item `i` that are answers to it as it is in this version, whichever version they were given on. */
const GIVEN_SQL = `from item_decision d where d.chain_id = i.chain_id and d.item_key = i.item_key and d.item_hash = i.hash
  and d.verdict in (${ANSWERS.map((answer) => `'${answer}'`).join(', ')})`;

/** SQL of the last answer on item `i` as it is in this version; null where there is none. */
export const ANSWER_SQL = `(select d.verdict ${GIVEN_SQL} order by d.id desc limit 1)`;

/**
 * How many items of a pending version lack an answer without which it is not approved. None once the chain is due: whoever was asked has
 * had the time that the plan gives.
 */
export async function countUnanswered(db: Queryable, place: { chainId: string; number: number }, answers: AnsweredPhase): Promise<number> {
  const params = new SqlParams([place.chainId, place.number]);
  const needed = itemFilterSql(answers.needed, CONTENT_TARGET, params);
  const who = fieldTextSql(answers.person, CONTENT_TARGET, params);
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count ${contentSql('$1', '$2')} and ${needed} and ${who} is not null and ${ANSWER_SQL} is null
       and not exists (select from chain c where c.id = i.chain_id and c.due_at <= now())`,
    params.values,
  );
  return rows[0]?.count ?? 0;
}

interface AnswerRow {
  key: string;
  hash: Buffer;
  who: string | null;
  needed: boolean;
  verdict: Verdict | null;
  reason: string | null;
  byId: string | null;
  byName: string | null;
  at: Date | null;
}

/**
 * Reads whom a version asks, and what they answered to what it says now. Empty where its phase is not answered.
 * @throws Refusal `not_found`
 */
export async function readAnswers(db: Database, subject: Subject, { versionId }: { versionId: string }): Promise<AnswersView> {
  const scope = await requireVersion(db.pool, subject, versionId);
  const answers = answersOf(scope.phase);
  if (answers === null) return { rows: [] };
  const guard = await guardFor(db.pool, subject, scope);
  const params = new SqlParams([scope.chainId, scope.number]);
  const asked = itemFilterSql(answers.asked, CONTENT_TARGET, params);
  const needed = itemFilterSql(answers.needed, CONTENT_TARGET, params);
  const who = fieldTextSql(answers.person, CONTENT_TARGET, params);
  const { rows } = await db.pool.query<AnswerRow>(
    `select i.item_key as key, i.hash, ${who} as who, ${needed} as needed, d.verdict, d.reason, d.user_id as "byId", d."byName", d.at
       from (select i.chain_id, i.item_key, i.hash, i.data ${contentSql('$1', '$2')}) i
       left join lateral (select d.verdict, d.reason, d.user_id, ${nameThenSql('d.user_id', 'd.created_at')} as "byName", d.created_at as at
         ${GIVEN_SQL} order by d.id desc limit 1) d on true
      where ${asked} order by i.item_key`,
    params.values,
  );
  const handles = [...new Set(rows.flatMap(({ who: token }) => handlesIn(token ?? '')))];
  const people = await db.pool.query<{ id: string; name: string }>('select id, name from app_user where id = any($1::uuid[])', [handles]);
  const names = new Map(people.rows.map(({ id, name }) => [id, name]));
  const show = await guard.items.shown(rows.map(({ key }) => key));
  return {
    rows: rows.map((row) => ({
      key: show(row.key),
      hash: row.hash.toString('hex'),
      askedOf: nameOf(row.who, names),
      own: row.who === personToken(subject.userId),
      needed: row.needed,
      answer:
        row.verdict === null || row.at === null
          ? null
          : { verdict: row.verdict, reason: row.reason ?? '', by: row.byName ?? '', at: row.at.toISOString() },
    })),
  };
}

function nameOf(token: string | null, names: ReadonlyMap<string, string>): string | null {
  const [handle] = handlesIn(token ?? '');
  return handle === undefined ? null : (names.get(handle) ?? null);
}
