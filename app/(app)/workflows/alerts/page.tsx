import type { Metadata } from 'next';
import { AlertsScreen } from '#components/workflows/alerts-screen';
import { requireSeeingRuns } from '#server/workflow-pages';

export const metadata: Metadata = { title: 'What needs somebody' };

export default async function AlertsPage() {
  await requireSeeingRuns('/workflows/alerts');
  return <AlertsScreen />;
}
