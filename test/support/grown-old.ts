import { openDatabase } from '#data/sql/connection';
import type { TestDatabase } from './postgres';

/** Lets hours pass for what was decided on a version, by the owner's hand: receipts are changed by nobody else. */
export async function letDecisionsGrowOld({ ownerUrl }: Pick<TestDatabase, 'ownerUrl'>, versionId: string, hours: number): Promise<void> {
  const owner = openDatabase(ownerUrl, { maxConnections: 1 });
  try {
    await owner.pool.query(
      `begin; set local session_replication_role = replica;
       update receipt r set created_at = r.created_at - interval '1 hour' * ${hours} from command c where c.id = r.command_id and c.version_id = '${versionId}' and c.kind = 'decide_version';
       commit`,
    );
  } finally {
    await owner.close();
  }
}
