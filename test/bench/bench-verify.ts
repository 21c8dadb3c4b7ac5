import { hash } from 'node:crypto';
import { verifyInstallation } from '#data/record/verify.queries';
import { inTransaction, type SqlClient } from '#data/sql/connection';
import { cursorRows } from '#data/sql/cursor-rows';
import type { ItemChange } from '#domain/item/diff';
import { testDatabase } from '../support/postgres';
import { createDue, firstDue, freeze, openBenchChain } from './bench-chain';
import { itemContent, itemKey } from './bench-content';
import { type BenchLine, sideBySide, timed } from './measurement';

const ITEMS = 1_000_000;
const ENTRIES = 100_000;
/** Entries a transaction: within one, each entry makes the look for its stream's head longer. */
const ENTRIES_AT_ONCE = 1_000;
const ROUNDS = 2;

const ENTRIES_SQL = `insert into audit_event (stream, seq, kind, actor_role, subject, changes, prev_hash, hash)
  select 'installation', 0, 'file_downloaded', 'system', 'Sample Selection, version ' || n,
    jsonb_build_array(jsonb_build_object('field', 'rows', 'from', null, 'to', n::text)), ''::bytea, ''::bytea from generate_series(1, $1::int) n`;

/** Verifying 100,000 entries and 1,000,000 items, beside reading the same rows and hashing their text once. */
export async function benchVerify(): Promise<BenchLine> {
  const database = await testDatabase();
  const chain = await openBenchChain(database);
  try {
    await freeze(chain, await createDue(chain, firstDue(chain), 'empty', generated()));
    for (let written = 0; written < ENTRIES; written += ENTRIES_AT_ONCE) await chain.owner.pool.query(ENTRIES_SQL, [ENTRIES_AT_ONCE]);
    const measured = await sideBySide(
      ROUNDS,
      () =>
        timed(async () => {
          const { checked } = await verifyInstallation(database.db, null);
          if (checked.items !== ITEMS || checked.auditEvents < ENTRIES)
            throw new Error(`${checked.items} items, ${checked.auditEvents} entries`);
        }),
      () => timed(() => inTransaction(database.db, readAndHash)),
    );
    return { name: 'verify 100,000 entries and 1,000,000 items, beside reading and hashing them', ...measured, goal: 2, unit: 'ms' };
  } finally {
    await chain.owner.close();
    await database.drop();
  }
}

async function* generated(): AsyncGenerator<ItemChange> {
  for (let index = 0; index < ITEMS; index += 1) yield { key: itemKey(index), op: 'put', data: itemContent(index, 1) };
}

/** The floor: each row once through a cursor, and SHA-256 of its text. */
async function readAndHash(sql: SqlClient): Promise<void> {
  for (const statement of [
    'select data::text as text, hash from version_item',
    'select to_jsonb(e)::text as text, e.hash from audit_event e',
  ]) {
    const rows = cursorRows(sql, 'floor', statement, [], (fetch) => sql.query<{ text: string; hash: Buffer }>(fetch));
    for await (const { text } of rows) hash('sha256', text, 'hex');
  }
}
