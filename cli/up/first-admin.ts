import { createFirstAdminLink } from '#data/administration/links.commands';
import { openDatabase } from '#data/sql/connection';

/** A one-time link that creates the first admin; undefined when the installation has an admin already. */
export async function firstAdminLink(databaseUrl: string, webUrl: string): Promise<string | undefined> {
  const db = openDatabase(databaseUrl, { maxConnections: 1, applicationName: 'countersign up' });
  try {
    const link = await createFirstAdminLink(db);
    return link ? `${webUrl}/welcome/${link.token}` : undefined;
  } finally {
    await db.close();
  }
}
