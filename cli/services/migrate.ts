import { migrate } from '../../prisma/engine/migrate';
import { PlainError } from '../machine/plain-error';

/** Brings the database to the present schema by the in-process engine; answers the migrations applied now. */
export async function migrateDatabase(ownerUrl: string, applicationPassword?: string): Promise<string[]> {
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
