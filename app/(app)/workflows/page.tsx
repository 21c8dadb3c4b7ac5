import type { Metadata } from 'next';
import { RunsScreen } from '#components/workflows/runs-screen';
import { requireSeeingRuns } from '#server/workflow-pages';

export const metadata: Metadata = { title: 'Workflows' };

export default async function WorkflowsPage() {
  await requireSeeingRuns('/workflows');
  return <RunsScreen />;
}
