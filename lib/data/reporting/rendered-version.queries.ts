import type { PhaseName } from '#domain/phase/phase-names';
import type { Queryable } from '../sql/connection';
import { CHAIN_JOINS_SQL, nameThenSql } from '../sql/fragments';

/** A frozen version of a report, with what stands around its content in print. */
export interface RenderedVersion {
  chainId: string;
  number: number;
  /** Lower-case hex. */
  hash: string;
  submittedAt: Date;
  reportName: string;
  regulator: string;
  cycleName: string;
  /** The security classes of the attributes by which the report was planned. */
  classes: string[];
}

/** Reads a version that was submitted. @throws Error where there is none: only what is frozen is set in print */
export async function readRenderedVersion(db: Queryable, versionId: string): Promise<RenderedVersion> {
  const planning: PhaseName = 'planning';
  const { rows } = await db.query<RenderedVersion>(
    `select ch.id as "chainId", v.number, encode(v.version_hash, 'hex') as hash, v.submitted_at as "submittedAt",
        r.name as "reportName", r.regulator, tc.name as "cycleName",
        array(select distinct i.data ->> 'securityClass' from version_input vi join version u on u.id = vi.upstream_id
            join chain p on p.id = u.chain_id and p.phase = $2
            join version_item i on i.chain_id = u.chain_id and i.number <= u.number and i.op = 'put'
          where vi.version_id = v.id and i.data ->> 'securityClass' is not null and not exists (select from version_item later
            where later.chain_id = i.chain_id and later.item_key = i.item_key and later.number > i.number and later.number <= u.number)) as classes
       from version v join chain ch on ch.id = v.chain_id ${CHAIN_JOINS_SQL}
      where v.id = $1 and v.version_hash is not null and v.submitted_at is not null`,
    [versionId, planning],
  );
  const [version] = rows;
  if (version === undefined) throw new Error(`no such frozen version: ${versionId}`);
  return version;
}

/** One signature, as it stands in print. */
export interface GivenSignature {
  name: string;
  role: string;
  at: Date;
  consentHash: string;
  /** Null where the policy asked for no document. */
  pdfHash: string | null;
}

/** Reads the signatures on a version, in the order in which they were given. */
export async function readGivenSignatures(db: Queryable, versionId: string): Promise<GivenSignature[]> {
  const { rows } = await db.query<GivenSignature>(
    `select ${nameThenSql('s.user_id', 's.signed_at')} as name, s.user_role as role, s.signed_at as at, s.consent_sha256 as "consentHash",
        s.pdf_sha256 as "pdfHash" from signature s where s.version_id = $1 order by s.signed_at, s.user_role`,
    [versionId],
  );
  return rows;
}

/** A document that was made of a version: where it is stored, and its size in bytes. */
export interface VersionDocument {
  recipe: string;
  sha256: string;
  size: number;
}

/** Finds the documents of a version, the one with signatures first. */
export async function readDocuments(db: Queryable, versionId: string): Promise<VersionDocument[]> {
  const { rows } = await db.query<VersionDocument>(
    'select recipe, sha256, size::float8 as size from rendition where version_id = $1 order by recipe desc',
    [versionId],
  );
  return rows;
}
