import type { Metadata } from 'next';
import { TrailScreen } from '#components/trail/trail-screen';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Trail' };

export default async function TrailPage() {
  await requireSubject('/trail');
  return <TrailScreen />;
}
