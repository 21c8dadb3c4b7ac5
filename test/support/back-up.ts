import pg from 'pg';

/** The tables of a database whose rows people and workflows make. */
const TABLES_SQL = `select c.relname as name,
    (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' and not c.relispartition and c.relname <> '_prisma_migrations' order by 1`;

/**
 * Keeps all rows of a database aside, and returns what puts them back: as restoring a dump does, whatever the triggers say. The servers that are
 * connected notice nothing of it but other rows.
 */
export async function backUp(ownerUrl: string): Promise<() => Promise<void>> {
  const tables = await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string; columns: string }>(TABLES_SQL);
    await client.query('create schema backup');
    for (const { name } of rows) await client.query(`create table backup."${name}" as table public."${name}"`);
    return rows;
  });
  return async () => {
    await asOwner(ownerUrl, async (client) => {
      await client.query('begin; set local session_replication_role = replica');
      await client.query(`truncate ${tables.map(({ name }) => `public."${name}"`).join(', ')} cascade`);
      for (const { name, columns } of tables)
        await client.query(`insert into public."${name}" (${columns}) overriding system value select ${columns} from backup."${name}"`);
      await client.query('commit');
    });
  };
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
