import type { AuthorHow } from '#domain/version/commands';
import type { Actor } from '../people/actor';
import type { Queryable } from '../sql/connection';
import { authorsSinceApprovalSql } from '../sql/fragments';

/**
 * Where rows that come into a draft were written: by the person who brings them, in another version of the same chain (by its
 * number), or in files that were uploaded for the report (by their SHA-256, lower-case hex).
 */
export type Origin = { from: 'hand' } | { from: 'version'; number: number } | { from: 'files'; sha256s: readonly string[] };

/** Who brings rows into a draft, how, and where the rows were written. */
export interface Authorship {
  actor: Pick<Actor, 'id'>;
  how: AuthorHow;
  origin: Origin;
}

/**
 * Keeps who had a hand in a version, once for each way: who brings rows, and whoever wrote them where they come from. Bringing over
 * somebody else's rows makes both their authors, and importing somebody else's file, too. The system is nobody's author.
 */
export async function recordAuthors(
  sql: Queryable,
  version: { chainId: string; versionId: string },
  { actor, how, origin }: Authorship,
): Promise<void> {
  if (actor.id !== null)
    await sql.query('insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, $4) on conflict do nothing', [
      version.chainId,
      version.versionId,
      actor.id,
      how,
    ]);
  if (origin.from === 'version')
    // Rows that the version took over from an approved one were approved with it: nobody's hand is hidden by them.
    await sql.query(
      `insert into version_author (chain_id, version_id, user_id, how)
       select distinct a.chain_id, $3::uuid, a.user_id, a.how ${authorsSinceApprovalSql('$1', '$2')} on conflict do nothing`,
      [version.chainId, origin.number, version.versionId],
    );
  if (origin.from === 'files')
    await sql.query(
      `insert into version_author (chain_id, version_id, user_id, how)
       select distinct c.id, $2::uuid, u.user_id, $3 from chain c join cycle_report cr on cr.id = c.cycle_report_id
         join cycle_report of on of.report_id = cr.report_id join upload u on u.cycle_report_id = of.id
        where c.id = $1 and u.sha256 = any ($4::text[]) on conflict do nothing`,
      [version.chainId, version.versionId, how, origin.sha256s],
    );
}

const SHA256 = /^[0-9a-f]{64}$/;

/** The files that the parameters of a long work name, wherever in them: what it reads was written there. Without any: by hand. */
export function originOfWork(params: Readonly<Record<string, unknown>>): Origin {
  const sha256s = Object.values(params).filter((value): value is string => typeof value === 'string' && SHA256.test(value));
  return sha256s.length === 0 ? { from: 'hand' } : { from: 'files', sha256s };
}
