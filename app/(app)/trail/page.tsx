import type { Metadata } from 'next';
import { requireSubject } from '#server/page';
import { TrailScreen } from '#components/trail/trail-screen';

export const metadata: Metadata = { title: 'Trail' };

export default async function TrailPage() {
  await requireSubject('/trail');
  return <TrailScreen />;
}
