import type { ImportParams } from '#contract/inquiries';
import { Refusal } from '#domain/refusals';
import type { Queryable } from '../sql/connection';

/**
 * A file is read only for the cycle report it was uploaded for: knowing a hash gives no right to the content.
 * @throws Refusal `file_unreadable` naming the file.
 */
export async function requireUploads(
  db: Queryable,
  cycleReportId: string,
  params: Pick<ImportParams, 'dataSha256' | 'dataName' | 'dictionarySha256' | 'dictionaryName'>,
): Promise<void> {
  await requireUploaded(db, cycleReportId, [
    { sha256: params.dataSha256, name: params.dataName },
    ...(params.dictionarySha256 ? [{ sha256: params.dictionarySha256, name: params.dictionaryName ?? 'The dictionary' }] : []),
  ]);
}

/**
 * Refuses files, given by hash and name, that were not uploaded for this cycle report. @throws Refusal `file_unreadable` naming
 * the file.
 */
export async function requireUploaded(
  db: Queryable,
  cycleReportId: string,
  named: readonly { sha256: string; name: string }[],
): Promise<void> {
  const { rows } = await db.query<{ sha256: string }>(
    'select distinct sha256 from upload where cycle_report_id = $1 and sha256 = any($2::text[])',
    [cycleReportId, named.map((file) => file.sha256)],
  );
  const missing = named.find((file) => !rows.some((row) => row.sha256 === file.sha256));
  if (missing) throw new Refusal('file_unreadable', `${missing.name} was not uploaded for this report.`);
}
