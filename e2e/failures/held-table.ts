import { setTimeout as pause } from 'node:timers/promises';
import type { Database, SqlClient } from '#data/sql/connection';

/** Tables a step may be stopped before. */
export type HeldTable =
  | 'command_counter'
  | 'chain'
  | 'version'
  | 'version_item'
  | 'item_decision'
  | 'receipt'
  | 'audit_event'
  | 'workflow_steps'
  | 'history_segment'
  | 'work_staging'
  | 'work';

const LOOK_AGAIN_MS = 20;
const PATIENCE_MS = 60_000;

/**
 * Stops whoever writes to a table next right before that write, as long as it is held; readers pass. That is how a test
 * knows at which line of its transaction a process stands when it is killed.
 */
export class HeldTableLock {
  private constructor(
    private readonly owner: Database,
    private readonly sql: SqlClient,
    private readonly table: HeldTable,
  ) {}

  static async take(owner: Database, table: HeldTable): Promise<HeldTableLock> {
    const sql = await owner.pool.connect();
    sql.on('error', () => undefined); // PostgreSQL may be the one that is killed
    await sql.query('begin');
    await sql.query(`lock table ${table} in exclusive mode`);
    return new HeldTableLock(owner, sql, table);
  }

  /** Returns once somebody waits for the table. */
  async whenSomebodyWaits(): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(LOOK_AGAIN_MS)) {
      const { rowCount } = await this.owner.pool.query('select 1 from pg_locks where not granted and relation = $1::regclass', [
        this.table,
      ]);
      if (rowCount) return;
    }
    throw new Error(`Nobody came to write to ${this.table}.`);
  }

  /** Lets everybody go on. The connection is given up, so that it does not matter whether the server is still there. */
  release(): void {
    this.sql.release(true);
  }
}
