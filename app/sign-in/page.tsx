import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Entrance } from '#components/shell/entrance';
import { SignInForm } from '#components/shell/sign-in-form';
import { demoAccounts } from '#server/demo-accounts';
import { currentSubject } from '#server/session';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  if (await currentSubject()) redirect('/');
  const [{ next }, accounts] = await Promise.all([searchParams, demoAccounts()]);
  return (
    <Entrance title="Sign in">
      <SignInForm next={typeof next === 'string' ? next : null} demoAccounts={accounts} />
    </Entrance>
  );
}
