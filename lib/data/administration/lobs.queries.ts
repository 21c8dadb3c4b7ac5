import type { Database } from '../sql/connection';

/** Every line of business of the installation, by name. */
export async function listLobs(db: Database): Promise<{ id: string; name: string; active: boolean }[]> {
  return db.prisma.lob.findMany({ select: { id: true, name: true, active: true }, orderBy: { name: 'asc' } });
}
