import type { EvidenceKind } from '#domain/evidence/file-kind';
import { Refusal } from '#domain/refusals';
import type { Queryable } from '../sql/connection';
import { FOLLOWED_CHAINS_SQL } from '../sql/listing-due';

/** A file that was supplied in a chain. */
export interface EvidenceFile {
  id: string;
  sha256: string;
  kind: EvidenceKind;
  /** Bytes. */
  size: number;
  mediaType: string;
  fileName: string;
}

type Row = Omit<EvidenceFile, 'size'> & { size: string };

const COLUMNS = 'e.id, e.sha256, e.kind, e.size, e.media_type as "mediaType", e.file_name as "fileName"';

/** SQL of whether file `e` was supplied in chain `c`, or in one that it follows. */
const GIVEN_SQL = `(e.chain_id = c.id or e.chain_id in (select f.id ${FOLLOWED_CHAINS_SQL}))`;

/** A file by its id, where it was supplied in this chain. @throws Refusal `not_found`. Whether somebody may read it is the caller's to ask */
export async function requireEvidence(db: Queryable, chainId: string, id: string): Promise<EvidenceFile> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from evidence e where e.chain_id = $1 and e.id = $2`, [chainId, id]);
  return found(rows);
}

/** When a file was first received in this chain, or in one that it follows, ISO 8601; null where it never was. */
export async function receivedAt(db: Queryable, chainId: string, sha256: string): Promise<string | null> {
  const { rows } = await db.query<{ at: Date }>(
    `select min(e.received_at) as at from chain c join evidence e on ${GIVEN_SQL} where c.id = $1 and e.sha256 = $2 having count(*) > 0`,
    [chainId, sha256],
  );
  return rows[0]?.at.toISOString() ?? null;
}

/** As `requireEvidence`, by the hash of its content, which is what items name; also where a chain that this one follows was given it. */
export async function suppliedFile(db: Queryable, chainId: string, sha256: string): Promise<EvidenceFile> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from chain c join evidence e on ${GIVEN_SQL}
      where c.id = $1 and e.sha256 = $2 order by e.received_at, e.id limit 1`,
    [chainId, sha256],
  );
  return found(rows);
}

function found([file]: readonly Row[]): EvidenceFile {
  if (file === undefined) throw new Refusal('not_found');
  return { ...file, size: Number(file.size) };
}
