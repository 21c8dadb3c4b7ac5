import pg from 'pg';

/** Whether a database holds a trail that was written by an earlier recipe than `countersign/2`. An empty database does not. */
export async function hasEarlierRecord(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ earlier: boolean }>(
      `select exists (select from information_schema.tables where table_schema = 'public' and table_name = 'audit_event')
          and not exists (select from information_schema.columns where table_schema = 'public' and table_name = 'audit_event' and column_name = 'recipe') as earlier`,
    );
    if (rows[0]?.earlier !== true) return false;
    const { rowCount } = await client.query('select from audit_event limit 1');
    return rowCount !== 0;
  } finally {
    await client.end();
  }
}
