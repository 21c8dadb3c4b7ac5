'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useWaitingCount } from '#client/inbox';
import { useAlerts } from '#client/workflows';
import { countWords } from '#components/inbox/inbox-labels';
import { cx } from '#components/ui/cx';
import { useOpenedFromInbox } from '#components/ui/opened-from';
import type { Role } from '#domain/people/roles';
import { destinationsOf, isUnder } from './navigation';

/** The left rail: few words, where I am. */
export function Rail({ roles }: { roles: readonly Role[] }) {
  const path = usePathname();
  const destinations = destinationsOf(roles);
  const fromInbox = useOpenedFromInbox();
  const waiting = useWaitingCount(destinations.some((destination) => destination.href === '/inbox')).data ?? null;
  const alerts = useAlerts(destinations.some((destination) => destination.href === '/workflows')).data?.unattended ?? 0;
  return (
    <nav aria-label="Main" className="hidden w-44 shrink-0 flex-col gap-0.5 border-r border-line bg-sunken p-2 md:flex print:hidden">
      {destinations.map((destination) => {
        const current = isUnder(path, destination, fromInbox);
        return (
          <Link
            key={destination.href}
            href={destination.href}
            aria-current={current ? 'page' : undefined}
            className={cx(
              'flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm',
              current ? 'bg-selected font-medium text-accent' : 'text-muted hover:bg-hover hover:text-ink',
            )}
          >
            <destination.icon aria-hidden className="size-4" strokeWidth={1.75} />
            {destination.label}
            {destination.href === '/workflows' && alerts > 0 ? (
              <span className="tabular ml-auto text-xs text-warn">
                {alerts}
                <span className="sr-only"> need somebody</span>
              </span>
            ) : null}
            {destination.href === '/inbox' && waiting ? <span className="tabular ml-auto text-xs">{countWords(waiting)}</span> : null}
          </Link>
        );
      })}
    </nav>
  );
}

/** The destinations of a person at the bottom of a narrow screen. */
export function BottomBar({ roles }: { roles: readonly Role[] }) {
  const path = usePathname();
  const fromInbox = useOpenedFromInbox();
  return (
    <nav
      aria-label="Main"
      className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {destinationsOf(roles).map((destination) => {
        const current = isUnder(path, destination, fromInbox);
        return (
          <Link
            key={destination.href}
            href={destination.href}
            aria-current={current ? 'page' : undefined}
            className={cx(
              'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs low:h-9',
              current ? 'font-medium text-accent' : 'text-muted',
            )}
          >
            <destination.icon aria-hidden className="size-5" strokeWidth={1.75} />
            <span className="low:sr-only">{destination.label}</span>
          </Link>
        );
      })}
    </nav>
  );
}
