import { personToken } from '#domain/people/person-token';
import type { AnsweredPhase } from '#domain/phase/answered';
import { TASKS, type TaskName } from '#domain/phase/tasks';
import { ANSWERS } from '#domain/phase/verdicts';
import { CONTENT_TARGET, contentSql } from '../log/version-content.queries';
import type { Queryable } from '../sql/connection';
import { approvedSql } from '../sql/fragments';
import { fieldTextSql, itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';

const ANSWERS_SQL = ANSWERS.map((answer) => `'${answer}'`).join(', ');

/** SQL of the last answer on item `i` as it is in this version: its content's, whichever version it was given on. */
const ANSWER_SQL = `(select d.verdict from item_decision d where d.chain_id = i.chain_id and d.item_key = i.item_key and d.item_hash = i.hash
  and d.verdict in (${ANSWERS_SQL}) order by d.id desc limit 1)`;

/** What is derived of a chain whose versions are answered; `Figures` of it. */
interface AnsweredFigures {
  versionId: string;
  /** Items that are answered, and those of them that wait. */
  total: number;
  open: number;
  complete: boolean;
  tasks: { task: TaskName; role: string; userId: string; count: number }[];
  people: string[];
}

interface Standing {
  id: string;
  number: number;
  pending: boolean;
  complete: boolean;
}

/**
 * Computes what waits in a reviewed chain for those whom its items name: answers to the version that is pending. It is complete where a
 * version is approved and none is open or due. Null while nothing was submitted.
 */
export async function computeAnswered(db: Queryable, chainId: string, answers: AnsweredPhase): Promise<AnsweredFigures | null> {
  const { rows } = await db.query<Standing>(
    `select v.id, v.number, v.status = 'pending_approval' as pending, ${approvedSql('v')} and c.draft_due is null
        and not exists (select from version o where o.chain_id = c.id and o.status = 'draft') as complete
       from version v join chain c on c.id = v.chain_id where c.id = $1 and (v.status = 'pending_approval' or ${approvedSql('v')})
      order by pending desc limit 1`,
    [chainId],
  );
  const [version] = rows;
  if (version === undefined) return null;
  const params = new SqlParams([chainId, version.number]);
  const asked = itemFilterSql(answers.asked, CONTENT_TARGET, params);
  const who = fieldTextSql(answers.person, CONTENT_TARGET, params);
  const counts = await db.query<{ who: string | null; asked: number; unanswered: number }>(
    `select ${who} as who, count(*)::int as asked, count(*) filter (where ${ANSWER_SQL} is null)::int as unanswered
       ${contentSql('$1', '$2')} and ${asked} group by 1`,
    params.values,
  );
  const people = counts.rows.flatMap(({ who: token, asked: of, unanswered }) => {
    const userId = token === null ? null : handleOf(token);
    return userId === null ? [] : [{ userId, of, unanswered: version.pending ? unanswered : 0 }];
  });
  people.sort((one, other) => (one.userId < other.userId ? -1 : 1));
  const { task } = answers;
  return {
    versionId: version.id,
    total: counts.rows.reduce((sum, row) => sum + row.asked, 0),
    open: people.reduce((sum, one) => sum + one.unanswered, 0),
    complete: version.complete,
    tasks: people.flatMap(({ userId, unanswered }) =>
      unanswered === 0 ? [] : [{ task, role: TASKS[task].role, userId, count: unanswered }],
    ),
    people: people.map(({ userId }) => userId),
  };
}

function handleOf(token: string): string | null {
  const handle = token.slice('{person:'.length, -1);
  return personToken(handle) === token ? handle : null;
}

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
