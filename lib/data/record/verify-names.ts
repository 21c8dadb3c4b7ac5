import { hash } from 'node:crypto';
import { canonicalJson } from '#domain/item/canonical-json';
import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { Problems } from './problems';
import type { Followed, VerifyScope } from './verify-scope';

interface NameRow {
  personId: string;
  name: string | null;
  email: string | null;
  salt: string | null;
  commitment: Buffer | null;
  erased: boolean;
  newest: boolean;
  /** Whether the account is called so: of the newest name only. */
  present: boolean;
}

/**
 * Opens every commitment to what a person was called: name and address are those that were committed to, the account's own are the newest,
 * and only who was erased has none. Names belong to the installation; a scope without it has nothing to open.
 */
export async function verifyNames(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const problems = new Problems();
  let count = 0;
  if (!scope.installation) return { count, problems: [] };
  const rows = cursorRows(
    sql,
    'verify_names',
    `select p.person_id as "personId", p.name, p.email, p.salt, p.commitment, coalesce(u.erased_at is not null, false) as erased,
            p.since = max(p.since) over (partition by p.person_id) as newest, p.name is not distinct from u.name and p.email is not distinct from u.email as present
       from person_name p left join app_user u on u.id = p.person_id order by p.person_id, p.since`,
    [],
    (fetch) => sql.query<NameRow>(fetch),
  );
  for await (const row of rows) {
    count += 1;
    const sentence = nameProblem(row);
    if (sentence !== null) problems.add(sentence);
  }
  return { count, problems: problems.sentences };
}

function nameProblem({ personId, name, email, salt, commitment, erased, newest, present }: NameRow): string | null {
  const place = `The account ${personId}`;
  if (name === null || email === null || salt === null)
    return erased ? null : `${place}: what it was called is gone, and nobody has erased it.`;
  if (erased) return `${place}: it was erased, and what it was called is still there.`;
  const opened = hash('sha256', canonicalJson({ email, name, salt }), 'hex');
  if (commitment?.toString('hex') !== opened) return `${place}: it is said to have been called otherwise than was recorded.`;
  return newest && !present ? `${place}: its name or address is not the last that was recorded.` : null;
}
