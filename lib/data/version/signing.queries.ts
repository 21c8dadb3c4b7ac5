import type { SigningView } from '#contract/views/signing-views';
import { textHash } from '#domain/item/canonical-json';
import type { Subject } from '#domain/people/permissions';
import { versionInWords } from '#domain/phase/chain-address';
import { mattersOf } from '#domain/phases/final-report/matters';
import { CONSENT_TEXT } from '#domain/version/consent';
import { readFacts } from '../log/version-content.queries';
import { requireVersion, type VersionScope } from '../people/access.queries';
import { guardFor } from '../people/guard.queries';
import { peopleIn, readNames } from '../people/people-names.queries';
import type { Database } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';

interface SignatureRow {
  name: string;
  role: string;
  openedAt: Date;
  signedAt: Date;
  versionHash: string;
  pdfSha256: string | null;
}

/** A version waits for its document as long as it can be signed; one that nobody signs any more may have none. */
function documentOf({ policy, status }: Pick<VersionScope, 'policy' | 'status'>, sha256: string | null): SigningView['document'] {
  if (policy.rendition === undefined || (sha256 === null && status !== 'pending_approval')) return null;
  return { sha256 };
}

/** What signing a version takes of the reader, and who has signed it. @throws Refusal `not_found` */
export async function readSigning(db: Database, subject: Subject, { versionId }: { versionId: string }): Promise<SigningView> {
  const scope = await requireVersion(db.pool, subject, versionId);
  const matters = mattersOf(await readFacts(db.pool, scope.chainId, scope.number));
  const guard = await guardFor(db.pool, subject, scope);
  const [opened, signatures, documents, names, show] = await Promise.all([
    db.pool.query<{ key: string }>(
      `select r.item_key as key from reviewed_row r join version v on v.id = r.version_id and v.version_hash = r.version_hash
        where r.version_id = $1 and r.user_id = $2 and r.item_key = any($3::text[])`,
      [versionId, subject.userId, matters.map(({ key }) => key)],
    ),
    db.pool.query<SignatureRow>(
      `select ${nameThenSql('s.user_id', 's.signed_at')} as name, s.user_role as role, s.opened_at as "openedAt", s.signed_at as "signedAt",
              encode(s.version_hash, 'hex') as "versionHash", s.pdf_sha256 as "pdfSha256" from signature s where s.version_id = $1 order by s.signed_at`,
      [versionId],
    ),
    db.pool.query<{ sha256: string }>('select sha256 from rendition where version_id = $1 and recipe = $2', [
      versionId,
      scope.policy.rendition ?? '',
    ]),
    readNames(
      db.pool,
      matters.flatMap(({ matter }) => peopleIn([matter.title, matter.detail])),
    ),
    guard.items.shown(matters.flatMap(({ matter }) => matter.itemKey ?? [])),
  ]);
  const seen = new Set(opened.rows.map(({ key }) => key));
  return {
    consent: CONSENT_TEXT,
    consentSha256: textHash(CONSENT_TEXT),
    document: documentOf(scope, documents.rows[0]?.sha256 ?? null),
    matters: matters.map(({ key, matter: { kind, title, detail, cite, itemKey } }) => ({
      key,
      kind,
      title: names.now(title),
      detail: names.now(detail),
      place: versionInWords(cite, cite.number),
      link: {
        cycleReportId: scope.cycleReportId,
        phase: cite.phase,
        instance: cite.instance,
        number: cite.number,
        ...(itemKey === null ? {} : { row: show(itemKey) }),
      },
      opened: seen.has(key),
    })),
    signatures: signatures.rows.map(({ openedAt, signedAt, ...one }) => ({
      ...one,
      openedAt: openedAt.toISOString(),
      signedAt: signedAt.toISOString(),
    })),
  };
}
