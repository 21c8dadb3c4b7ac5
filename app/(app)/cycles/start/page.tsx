import type { Metadata } from 'next';
import { StartOwnReport } from '#components/cycles/start-own-report';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Start with your own report' };

export default async function StartPage() {
  await requireSubject('/cycles/start');
  return <StartOwnReport />;
}
