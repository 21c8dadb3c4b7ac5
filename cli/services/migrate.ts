import pg from 'pg';
import { migrate } from '../../prisma/engine/migrate';
import { PlainError } from '../machine/plain-error';

/** Brings the database to the present schema by the in-process engine; answers the migrations applied now. */
export async function migrateDatabase(ownerUrl: string, applicationPassword?: string): Promise<string[]> {
  await refuseEarlierRecord(ownerUrl);
  return migrate(ownerUrl, { appPassword: applicationPassword });
}

/**
 * Refuses a database whose trail was written by an earlier recipe, before anything of it is touched: hashes of frozen content are
 * never made anew, so that record cannot be carried over. @throws PlainError
 */
async function refuseEarlierRecord(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ earlier: boolean }>(
      `select exists (select from information_schema.tables where table_schema = 'public' and table_name = 'audit_event')
          and not exists (select from information_schema.columns where table_schema = 'public' and table_name = 'audit_event' and column_name = 'recipe') as earlier`,
    );
    if (rows[0]?.earlier !== true) return;
    if ((await client.query('select from audit_event limit 1')).rowCount === 0) return;
  } finally {
    await client.end();
  }
  throw new PlainError(
    'This installation was made by an earlier state of Countersign, whose record has another format: start it with --reset, which throws its data away.',
  );
}

/** `countersign migrate`: for a database of one's own, before new web and worker processes are started. */
export async function migrateCommand(): Promise<number> {
  const ownerUrl = process.env.DATABASE_OWNER_URL;
  if (!ownerUrl) throw new PlainError('DATABASE_OWNER_URL is not set: migrations run as the owner of the database.');
  const applied = await migrateDatabase(ownerUrl, process.env.COUNTERSIGN_APP_PASSWORD);
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
  return 0;
}
