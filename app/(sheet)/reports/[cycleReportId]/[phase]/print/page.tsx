import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { VersionSheetView } from '#components/print/version-sheet';
import { versionHref } from '#contract/addresses';
import type { VersionPlace } from '#contract/views/destinations';
import { findVersionId } from '#data/version/version.queries';
import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { dependencies } from '#server/dependencies';
import { environment } from '#server/environment';
import { requireSubject } from '#server/page';
import { type PhasePageProps, requirePlace, requireReportPage } from '#server/report-page';
import { readSheet, type VersionSheet } from '#server/version-sheet';

/** A file that a browser prints to is named by the title. */
export async function generateMetadata(props: PhasePageProps): Promise<Metadata> {
  const place = await requirePlace(props, 'print');
  const { reportName } = await requireReportPage(place);
  return { title: `${reportName}: ${versionInWords(place, place.number)}` };
}

/** A version as the paper that is kept: complete with the first HTML, without the frame of the pages. */
export default async function PrintPage(props: PhasePageProps) {
  const place = await requirePlace(props, 'print');
  const subject = await requireSubject(versionHref(place));
  const { db } = dependencies();
  const sheet = await sheetAt(place, { db, subject });
  return (
    <VersionSheetView
      sheet={sheet}
      printed={{ by: subject.name, at: new Date().toISOString() }}
      demo={environment().demo}
      backHref={versionHref({ ...sheet.version, page: 'decide' })}
    />
  );
}

async function sheetAt(place: VersionPlace, { db, subject }: Parameters<typeof readSheet>[0]): Promise<VersionSheet> {
  try {
    return await readSheet({ db, subject }, { versionId: await findVersionId(db, subject, place), base: place.base });
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === 'not_found') notFound();
    throw refusal;
  }
}
