import { freezeVersion } from '#data/chain/freeze-version';
import { setDraftSource } from '#data/log/draft-source';
import { mergeItems } from '#data/log/merge-items';
import { inTransaction } from '#data/sql/connection';
import { canonicalJson, itemHash, textHash } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import type { Subject } from '#domain/people/permissions';
import { compareBytes } from '../oracles/compare-bytes';
import { applyDiff, type Content, diffItems } from '../oracles/diff-items';
import { beginsChunk, chunkDigests, contentHash, type HashedItem } from '../oracles/version-hash';
import type { TestDatabase } from './postgres';
import { leaveUnbound, type WrittenVersion, type WrittenWorld } from './world/written-world';

/** A content as its hashes see it: in the byte order of its keys. */
function hashedItems(content: Content): HashedItem[] {
  return [...content].sort(([one], [other]) => compareBytes(one, other)).map(([key, data]) => ({ key, hash: itemHash(data) }));
}

/** Values whose items begin a chunk, or do not: the hash is of the value alone, whatever the key. */
export function valuesThat(begin: boolean, count: number): { n: number }[] {
  const found: { n: number }[] = [];
  for (let n = 0; found.length < count; n += 1) if (beginsChunk(itemHash({ n })) === begin) found.push({ n });
  return found;
}

/** A content without its facts: what is counted. */
function itemsOf(content: Content): Content {
  return new Map([...content].filter(([key]) => !key.startsWith('$')));
}

/** What the database stamped a version with, beside what follows from the content by the definition. */
export interface Stamped {
  content: string;
  items: number;
  added: number;
  changed: number;
  removed: number;
}

/**
 * A chain whose drafts are made by the product's own functions of the log, and whose contents are kept beside it by the definition:
 * what `contents[n - 1]` holds is version n.
 */
export class ContentChain {
  readonly contents: Content[] = [];
  readonly versions: WrittenVersion[] = [];

  constructor(
    readonly database: TestDatabase,
    readonly world: WrittenWorld,
    readonly chainId: string,
    readonly tester: Subject,
  ) {}

  /** A draft on the content of version `base`, with version `parent` as its parent (0: on nothing, and none); open until `freeze`. */
  async draft(base: number, changes: readonly ItemChange[], parent = base): Promise<WrittenVersion> {
    const version = await this.world.draft(this.chainId, [], { parent: this.versions[parent - 1] ?? null });
    const rows = changes.map((change) => {
      if (change.op === 'remove') return { key: change.key, op: change.op, data: null, hash: null };
      const data = canonicalJson(change.data);
      return { key: change.key, op: change.op, data, hash: textHash(data) };
    });
    await inTransaction(this.database.db, async (sql) => {
      await setDraftSource(sql, this.chainId, version.number, base);
      const source = `select key collate "C" as item_key, op, data::jsonb as data, decode(hash, 'hex') as hash
        from jsonb_to_recordset($3::jsonb) as r (key text, op text, data text, hash text)`;
      await mergeItems(sql, this.chainId, version.number, source, [JSON.stringify(rows)]);
    });
    this.versions.push(version);
    this.contents.push(applyDiff(this.content(base), changes));
    return version;
  }

  /** Freezes the draft as a submission does, and has it sent back. */
  async freeze(version: WrittenVersion): Promise<void> {
    const freezing = { status: 'pending_approval', submittedById: this.tester.userId, note: null } as const;
    await inTransaction(this.database.db, async (sql) => {
      await freezeVersion(sql, version.id, freezing);
      await leaveUnbound(sql);
    });
    await this.world.sql.query(`update version set status = 'changes_requested', decided_at = now() where id = $1`, [version.id]);
  }

  async stamped(version: WrittenVersion): Promise<Stamped> {
    const { rows } = await this.world.sql.query<Stamped>(
      `select encode(content_hash, 'hex') as content, item_count as items, added_count as added, changed_count as changed, removed_count as removed
         from version where id = $1`,
      [version.id],
    );
    const [row] = rows;
    if (!row) throw new Error(`version ${version.number} is gone`);
    return row;
  }

  /** What a version should be stamped with, by the definition; `parent` is its parent's number, 0 for none. */
  expected(number: number, parent: number): Stamped {
    const [before, after] = [itemsOf(this.content(parent)), itemsOf(this.content(number))];
    const changes = diffItems(before, after);
    const put = changes.filter((change) => change.op === 'put');
    return {
      content: contentHash(hashedItems(this.content(number))),
      items: after.size,
      added: put.filter(({ key }) => !before.has(key)).length,
      changed: put.filter(({ key }) => before.has(key)).length,
      removed: changes.length - put.length,
    };
  }

  private content(number: number): Content {
    return this.contents[number - 1] ?? new Map();
  }

  /** The content hash by the database's full rebuild from the log. */
  async rebuilt(number: number): Promise<string> {
    const { rows } = await this.database.db.pool.query<{ hash: string }>(`select encode(content_hash($1, $2), 'hex') as hash`, [
      this.chainId,
      number,
    ]);
    return rows[0]?.hash ?? '';
  }

  /** The number that the ledger stands at (null: there is none) and the digests of its chunks. */
  async ledger(): Promise<{ number: number | null; digests: string[] }> {
    const { rows } = await this.world.sql.query<{ number: number | null; digests: string[] }>(
      `select (select number from content_ledger where chain_id = $1) as number,
         array(select encode(digest, 'hex') from content_chunk where chain_id = $1 order by first_key) as digests`,
      [this.chainId],
    );
    return rows[0] ?? { number: null, digests: [] };
  }

  /** What the ledger should hold once version `number` is frozen. */
  expectedLedger(number: number): { number: number; digests: string[] } {
    return { number, digests: chunkDigests(hashedItems(this.content(number))) };
  }
}
