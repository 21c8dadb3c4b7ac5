import { hasEarlierRecord } from '../../prisma/engine/earlier-record';
import { migrate } from '../../prisma/engine/migrate';
import { PlainError } from '../machine/plain-error';

const EARLIER_RECORD =
  'This installation was made by an earlier state of Countersign, whose record has another format: start it with --reset, which throws its data away.';

/**
 * Brings the database to the present schema by the in-process engine; answers the migrations applied now.
 * @throws PlainError for a record of an earlier format, before anything of it is touched
 */
export async function migrateDatabase(ownerUrl: string, applicationPassword?: string): Promise<string[]> {
  // Hashes of frozen content are never made anew, so such a record cannot be carried over.
  if (await hasEarlierRecord(ownerUrl)) throw new PlainError(EARLIER_RECORD);
  return migrate(ownerUrl, { appPassword: applicationPassword });
}

/** `countersign migrate`: for a database of one's own, before new web and worker processes are started. */
export async function migrateCommand(): Promise<number> {
  const ownerUrl = process.env.DATABASE_OWNER_URL;
  if (!ownerUrl) throw new PlainError('DATABASE_OWNER_URL is not set: migrations run as the owner of the database.');
  const applied = await migrateDatabase(ownerUrl, process.env.COUNTERSIGN_APP_PASSWORD);
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
  return 0;
}
