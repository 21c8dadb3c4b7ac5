import { reportHref, signInHref } from '#contract/addresses';
import 'server-only';
import { redirect } from 'next/navigation';
import type { Subject } from '#domain/people/permissions';
import { dependencies } from './dependencies';

/** The person signed in. A page without one sends them to the sign-in page, and back to `address` afterwards. */
export async function requireSubject(address?: string): Promise<Subject> {
  const subject = await dependencies().subject();
  if (subject) return subject;
  redirect(signInHref(address));
}

/** The first page of each role (interface.md, "First day of each role"). */
export function homeOf(subject: Subject): string {
  const roles = new Set(subject.roles.map((held) => held.role));
  if (roles.has('tester') || roles.has('report_owner') || roles.has('data_owner') || roles.has('data_executive')) return '/inbox';
  if (roles.has('test_executive') || roles.has('report_executive')) return '/progress';
  if (roles.has('admin')) return '/admin/users';
  const granted = subject.roles.find((held) => held.role === 'examiner' && held.cycleReportId);
  return granted?.cycleReportId ? reportHref(granted.cycleReportId) : '/inbox';
}
