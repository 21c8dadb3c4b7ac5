import { personToken } from '#domain/people/person-token';
import type { AnsweredPhase } from '#domain/phase/answered';
import { TASKS, type TaskName } from '#domain/phase/tasks';
import { contentSql } from '../log/content-source.queries';
import { CONTENT_TARGET } from '../log/version-content.queries';
import type { Queryable } from '../sql/connection';
import { approvedSql } from '../sql/fragments';
import { fieldTextSql, itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';
import { ANSWER_SQL } from '../version/answers.queries';

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
  /** Neither pending nor approved: nothing was submitted, or it was taken back. */
  unseen: boolean;
  complete: boolean;
}

/**
 * Computes what waits in a reviewed chain for those whom its items name: answers to the version that is pending. It is complete where a
 * version is approved and none is open or due. Before anything is submitted nothing waits, and nobody is named. Null without a version.
 */
export async function computeAnswered(db: Queryable, chainId: string, answers: AnsweredPhase): Promise<AnsweredFigures | null> {
  const { rows } = await db.query<Standing>(
    `select v.id, v.number, v.status = 'pending_approval' as pending, not (v.status = 'pending_approval' or ${approvedSql('v')}) as unseen,
        ${approvedSql('v')} and c.draft_due is null and not exists (select from version o where o.chain_id = c.id and o.status = 'draft') as complete
       from version v join chain c on c.id = v.chain_id where c.id = $1 order by pending desc, unseen, v.number desc limit 1`,
    [chainId],
  );
  const [version] = rows;
  if (version === undefined) return null;
  if (version.unseen) return { versionId: version.id, total: 0, open: 0, complete: false, tasks: [], people: [] };
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
