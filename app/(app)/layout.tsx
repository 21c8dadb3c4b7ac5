import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { LiveUpdates } from '#components/shell/live-updates';
import { Shell } from '#components/shell/shell';
import { THEME_COOKIE, themeOf } from '#components/ui/theme';
import { environment } from '#server/environment';
import { requireSubject } from '#server/page';
import { ADDRESS_HEADER } from '#server/security-headers';

/** The frame; each page asks for its own permission. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const address = (await headers()).get(ADDRESS_HEADER) ?? undefined;
  const [subject, jar] = await Promise.all([requireSubject(address), cookies()]);
  const me = {
    id: subject.userId,
    name: subject.name,
    email: subject.email,
    roles: [...new Set(subject.roles.map((held) => held.role))],
    demo: environment().demo,
  };
  return (
    <>
      <Shell me={me} theme={themeOf(jar.get(THEME_COOKIE)?.value)}>
        {children}
      </Shell>
      <LiveUpdates personId={me.id} />
    </>
  );
}
