import type { Metadata } from 'next';
import { DurationsScreen } from '#components/workflows/durations-screen';
import { requireSeeingRuns } from '#server/workflow-pages';

export const metadata: Metadata = { title: 'Durations of work' };

export default async function DurationsPage() {
  await requireSeeingRuns('/workflows/figures');
  return <DurationsScreen />;
}
