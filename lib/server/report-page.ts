import 'server-only';
import { notFound } from 'next/navigation';
import { requireCycleReport } from '#data/people/access.queries';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import { dependencies } from './dependencies';
import { requireSubject } from './page';

/** The names of a page's cycle report. A person who may not see it gets *not found*, whose page leaks no title. */
export async function requireReportPage(cycleReportId: string, address: string): Promise<{ reportName: string; cycleName: string }> {
  const subject = await requireSubject(address);
  try {
    const { reportName, cycleName } = await requireCycleReport(dependencies().db.pool, subject, cycleReportId);
    return { reportName, cycleName };
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === 'not_found') notFound();
    throw refusal;
  }
}

/** The phase an address names; *not found* for any other word. */
export function requirePhase(segment: string): PhaseName {
  return PHASES.find((phase) => phase === segment) ?? notFound();
}
