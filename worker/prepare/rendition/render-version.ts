import { Readable } from 'node:stream';
import { listMatching } from '#data/log/version-content.queries';
import { peopleIn, readNames } from '#data/people/people-names.queries';
import { recordRendition } from '#data/reporting/record-rendition.commands';
import { readGivenSignatures, readRenderedVersion } from '#data/reporting/rendered-version.queries';
import type { Database } from '#data/sql/connection';
import { type Section, sectionSchema } from '#domain/phases/final-report/section-item';
import { RENDITION, signedRendition } from '#domain/version/rendition';
import type { Storage } from '#storage/storage';
import { documentOfReport } from './document-of-report';
import { reportPdf } from './report-pdf';

/**
 * Sets a submitted version in print, stores the file and notes it; with its signatures where the recipe says so. Done again, it stores the same
 * bytes under the same hash, and notes nothing.
 * @throws Error for a recipe that is not known here
 */
export async function renderVersion(
  { db, storage }: { db: Database; storage: Storage },
  { versionId, recipe }: { versionId: string; recipe: string },
): Promise<void> {
  const withSignatures = recipe === signedRendition(RENDITION);
  if (!withSignatures && recipe !== RENDITION) throw new Error(`no recipe of this name: ${recipe}`);
  const version = await readRenderedVersion(db.pool, versionId);
  const sections = (await listMatching(db.pool, version.chainId, version.number, { all: [] })).map(
    ({ data }): Section => sectionSchema.parse(data),
  );
  const names = await readNames(
    db.pool,
    sections.flatMap((section) => peopleIn(section)),
  );
  const signatures = withSignatures ? await readGivenSignatures(db.pool, versionId) : null;
  const file = await reportPdf(documentOfReport(version, sections, signatures, names.at(version.submittedAt)));
  const { sha256, size } = await storage.put(Readable.from([file]));
  await recordRendition(db, { versionId, recipe, sha256, size });
}
