import { versionHref } from '#contract/addresses';
import { type PageSearch, placeOfPage } from '#contract/read-address';
import type { VersionPage, VersionPlace } from '#contract/views/destinations';
import 'server-only';
import { notFound } from 'next/navigation';
import { requirePackagesOf } from '#data/packages/packages.queries';
import { requireReportPart } from '#data/people/access.queries';
import { Refusal } from '#domain/refusals';
import { dependencies } from './dependencies';
import { requireSubject } from './page';

/** For pages of one cycle report: signed in and permitted to see it, or a part of it; otherwise *not found*, whose page leaks no title. */
export async function requireReportPage(place: VersionPlace): Promise<{ reportName: string; cycleName: string }> {
  const subject = await requireSubject(versionHref(place));
  try {
    const { reportName, cycleName } = await requireReportPart(dependencies().db.pool, subject, place.cycleReportId);
    return { reportName, cycleName };
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === 'not_found') notFound();
    throw refusal;
  }
}

/** For the page of a report's packages: signed in and permitted to have some; otherwise *not found*. */
export async function requirePackagesPage(cycleReportId: string, address: string): Promise<{ reportName: string }> {
  const subject = await requireSubject(address);
  try {
    return await requirePackagesOf(dependencies().db.pool, subject, cycleReportId);
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === 'not_found') notFound();
    throw refusal;
  }
}

/** What Next hands to each page of a phase. */
export interface PhasePageProps {
  params: Promise<{ cycleReportId: string; phase: string }>;
  searchParams: Promise<PageSearch>;
}

/** Reads which place a page of a phase shows; null where its segment names no phase. */
export async function placeOf({ params, searchParams }: PhasePageProps, page: VersionPage): Promise<VersionPlace | null> {
  return placeOfPage(await params, await searchParams, page);
}

/** Reads which place a page of a phase shows; *not found* where its segment names no phase. */
export async function requirePlace(props: PhasePageProps, page: VersionPage): Promise<VersionPlace> {
  return (await placeOf(props, page)) ?? notFound();
}
