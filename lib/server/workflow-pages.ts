import 'server-only';
import { notFound } from 'next/navigation';
import { may, type Subject } from '#domain/people/permissions';
import { requireSubject } from './page';

/** The person signed in, where they look after workflows; to others the pages do not exist. A page without one sends them to sign in. */
export async function requireSeeingRuns(address: string): Promise<Subject> {
  const subject = await requireSubject(address);
  if (!may(subject, 'see_temporal').allowed) notFound();
  return subject;
}
