import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { canonicalJson, textHash } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import { itemKeyFault, keyInWords } from '#domain/item/item-key';
import { Refusal } from '#domain/refusals';
import type { SqlClient } from '../sql/connection';

const CHUNK_CHARACTERS = 1 << 16;

/** COPY's text format: what would end a field or a line is escaped. */
function escapeCopy(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

/** Refuses the key of an item that is put, in words. @throws Refusal `invalid_input` */
export function requireItemKey(key: string): void {
  const fault = itemKeyFault(key);
  if (fault !== null) throw new Refusal('invalid_input', key === '' ? 'An item has an empty key.' : `The key ${keyInWords(key)} ${fault}.`);
}

async function* copyLines(
  changes: AsyncIterable<ItemChange>,
  line: (key: string, op: string, data: string, hash: string) => string,
): AsyncGenerator<string> {
  let chunk = '';
  for await (const change of changes) {
    const key = escapeCopy(change.key);
    if (change.op === 'put') {
      requireItemKey(change.key);
      const data = canonicalJson(change.data);
      // The canonical text is plain JSON: it holds no raw tab or line end, only backslashes to escape.
      chunk += line(key, 'put', data.includes('\\') ? data.replaceAll('\\', '\\\\') : data, `\\\\x${textHash(data)}`);
    } else {
      chunk += line(key, 'remove', '\\N', '\\N');
    }
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

/** Copies lines of COPY's text format into columns of a table, and says how many. @throws Refusal `invalid_input` where a key comes twice */
export async function copy(sql: SqlClient, columns: string, lines: AsyncIterable<string>): Promise<number> {
  try {
    const copied = sql.query(copyFrom(`copy ${columns} from stdin`));
    await pipeline(Readable.from(lines, { objectMode: true, highWaterMark: 4 }), copied);
    return copied.rowCount;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505') {
      throw new Refusal('invalid_input', `A key comes twice. ${'detail' in error ? String(error.detail) : ''}`.trim());
    }
    throw error;
  }
}

/** Copies the whole content of a chain's first version straight into the log, and says how many items. Removes mean nothing there. */
export async function copyFirstItems(sql: SqlClient, chainId: string, number: number, changes: AsyncIterable<ItemChange>): Promise<number> {
  const prefix = `${chainId}\t`;
  const lines = copyLines(onlyPuts(changes), (key, op, data, hash) => `${prefix}${key}\t${number}\t${op}\t${data}\t${hash}\n`);
  return await copy(sql, 'version_item (chain_id, item_key, number, op, data, hash)', lines);
}

async function* onlyPuts(changes: AsyncIterable<ItemChange>): AsyncGenerator<ItemChange> {
  for await (const change of changes) if (change.op === 'put') yield change;
}

/** Copies changes beside the log, keyed by work and attempt; `merge-items` brings them in. */
export async function copyStaging(sql: SqlClient, workId: string, attempt: number, changes: AsyncIterable<ItemChange>): Promise<void> {
  const prefix = `${workId}\t${attempt}\t`;
  const lines = copyLines(changes, (key, op, data, hash) => `${prefix}${key}\t${op}\t${data}\t${hash}\n`);
  await copy(sql, 'work_staging (work_id, attempt, item_key, op, data, hash)', lines);
}

export const STAGED = 'select item_key, op, data, hash from work_staging where work_id = $3 and attempt = $4';

/** Deletes whatever any attempt of a work has staged. */
export async function dropStaging(sql: SqlClient, workId: string): Promise<void> {
  await sql.query('delete from work_staging where work_id = $1', [workId]);
}
