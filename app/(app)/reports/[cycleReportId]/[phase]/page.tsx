import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Workspace } from '#components/workspace/workspace';
import { PHASE_LABELS, PHASES, type PhaseName } from '#domain/phase/phase-names';
import { requireSubject } from '#server/page';

interface WorkspacePageProps {
  params: Promise<{ cycleReportId: string; phase: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
}

function phaseOf(text: string): PhaseName | null {
  return PHASES.find((phase) => phase === text) ?? null;
}

export async function generateMetadata({ params }: WorkspacePageProps): Promise<Metadata> {
  const phase = phaseOf((await params).phase);
  return { title: phase ? PHASE_LABELS[phase] : 'Not found' };
}

/** The workspace of one phase; what may be seen and done is the answer of the data it asks for. */
export default async function WorkspacePage({ params, searchParams }: WorkspacePageProps) {
  const { cycleReportId, phase: text } = await params;
  const phase = phaseOf(text);
  if (!phase) notFound();
  await requireSubject(`/reports/${cycleReportId}/${phase}`);
  const { version } = await searchParams;
  const number = typeof version === 'string' && /^\d{1,6}$/.test(version) ? Number(version) : null;
  return <Workspace cycleReportId={cycleReportId} phase={phase} number={number} />;
}
