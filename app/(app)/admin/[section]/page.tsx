import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AdminScreen } from '#components/admin/admin-screen';
import { ADMIN_SECTIONS } from '#components/admin/sections';
import { environment } from '#server/environment';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Admin' };

export default async function AdminPage({ params }: { params: Promise<{ section: string }> }) {
  const { section: text } = await params;
  const section = ADMIN_SECTIONS.find((each) => each === text);
  if (!section) notFound();
  await requireSubject(`/admin/${section}`);
  return <AdminScreen section={section} isDemo={environment().demo} />;
}
