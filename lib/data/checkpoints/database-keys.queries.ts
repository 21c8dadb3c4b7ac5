import { type KeyStatement, readStatement } from '#domain/checkpoint/key-statement';
import type { TrustedKeys } from '#domain/checkpoint/trusted-keys';
import type { Queryable } from '../sql/connection';

/** The keys as the database names them: for whoever has no file of keys, and good against nobody who rewrites the database. */
export async function databaseKeys(sql: Queryable): Promise<TrustedKeys> {
  const answer = await sql.query<{ fingerprint: string; publicKey: Buffer }>(
    'select fingerprint, public_key as "publicKey" from signing_key order by fingerprint',
  );
  const statements = (await keyStatements(sql)).map(({ statement }) => statement);
  return {
    source: 'database',
    keys: answer.rows.map(({ publicKey }) => {
      const revocation = statements.find((one) => one?.act === 'revocation' && one.other.equals(publicKey));
      return { publicKey, revokedFrom: revocation?.act === 'revocation' ? revocation.from : null };
    }),
  };
}

/** What was said of keys, in its order; null for what is not rightly signed. */
export async function keyStatements(sql: Queryable): Promise<{ position: number; statement: KeyStatement | null }[]> {
  const answer = await sql.query<{ position: number; note: string }>('select position, note from key_statement order by position');
  return answer.rows.map(({ position, note }) => ({ position, statement: readStatement(note) }));
}
