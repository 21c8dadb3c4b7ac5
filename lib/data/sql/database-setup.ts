import pg from 'pg';

/** Whether a query on this database is answered within two seconds; a failure counts as no answer. */
export async function databaseAnswers(url: string): Promise<boolean> {
  return (await describeDatabase(url)).reachable;
}

export type DatabaseAnswer = { reachable: true; version: string; role: string } | { reachable: false; why: string };

/** What answers at this address, for people: the server's version and the role signed in as, or why not. */
export async function describeDatabase(url: string): Promise<DatabaseAnswer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined); // a connection lost after the answer is no concern of this question
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; role: string }>(
      `select current_setting('server_version') as version, current_user as role`,
    );
    return { reachable: true, version: rows[0]?.version ?? 'unknown', role: rows[0]?.role ?? 'unknown' };
  } catch (error) {
    return { reachable: false, why: error instanceof Error ? error.message || error.name : String(error) };
  } finally {
    await client.end();
  }
}

/** Creates the database when the server has none of this name. `adminUrl` names another database of the same server. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
