import { openDatabase } from '#data/connection';
import { createFirstAdminLink } from '#data/users.commands';

/** A one-time link that creates the first admin; undefined when the installation has an admin already. */
export async function firstAdminLink(databaseUrl: string, webUrl: string): Promise<string | undefined> {
  const db = openDatabase(databaseUrl, { maxConnections: 1, applicationName: 'countersign up' });
  try {
    const token = await createFirstAdminLink(db);
    return token ? `${webUrl}/welcome/${token}` : undefined;
  } finally {
    await db.close();
  }
}
