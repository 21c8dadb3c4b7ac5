import type { Metadata } from 'next';
import { CyclesScreen } from '#components/cycles/cycles-screen';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Cycles' };

export default async function CyclesPage() {
  await requireSubject('/cycles');
  return <CyclesScreen />;
}
