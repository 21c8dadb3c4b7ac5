'use client';
import { ChevronDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { CountChips } from '#components/ui/count-chips';
import { Menu, MenuItem } from '#components/ui/menu';
import { RelativeTime } from '#components/ui/relative-time';
import { StatusBadge } from '#components/ui/status-badge';
import type { VersionView } from '#contract/views/version-views';

/** Chooses one of the chain's versions, newest first, each with its status, what changed and why it exists. */
export function VersionPicker({ version, hrefOf }: { version: VersionView; hrefOf: (number: number) => string }) {
  const router = useRouter();
  const newestFirst = [...version.versions].sort((a, b) => b.number - a.number);
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="inline-flex h-7 items-center gap-1 rounded-md border border-line-strong bg-surface px-2 text-sm font-medium hover:bg-hover"
        >
          <span>Version {version.number}</span>
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </button>
      }
    >
      {newestFirst.map((each) => (
        <MenuItem key={each.id} onSelect={() => router.push(hrefOf(each.number))}>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium">Version {each.number}</span>
            <StatusBadge status={each.status} />
            {each.totals ? <CountChips totals={each.totals} /> : null}
            <RelativeTime at={each.createdAt} className="text-xs text-faint" />
          </span>
          {each.reason ? (
            <span className="mt-0.5 block max-w-80 truncate text-xs text-muted">
              {each.reason}
              {each.by ? `, by ${each.by}` : ''}
            </span>
          ) : null}
        </MenuItem>
      ))}
    </Menu>
  );
}
