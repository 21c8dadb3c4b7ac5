import type { Metadata } from 'next';
import { requireSubject } from '#server/page';
import { CyclesScreen } from '#components/cycles/cycles-screen';

export const metadata: Metadata = { title: 'Cycles' };

export default async function CyclesPage() {
  await requireSubject('/cycles');
  return <CyclesScreen />;
}
