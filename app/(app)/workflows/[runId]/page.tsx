import type { Metadata } from 'next';
import { RunScreen } from '#components/workflows/run-screen';
import { runHref } from '#contract/workflow-addresses';
import { requireSeeingRuns } from '#server/workflow-pages';

export const metadata: Metadata = { title: 'Run of a workflow' };

export default async function RunPage({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  await requireSeeingRuns(runHref(runId));
  return <RunScreen runId={runId} />;
}
