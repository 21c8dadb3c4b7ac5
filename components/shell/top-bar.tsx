'use client';

import { BookOpen, ChevronDown, FlaskConical, LogOut, Mail } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { leave } from '#client/sign-in';
import { Badge } from '#components/ui/badge';
import { Menu, MenuItem, MenuLabel } from '#components/ui/menu';
import { Person } from '#components/ui/person';
import type { Theme } from '#components/ui/theme';
import { ThemeToggle } from '#components/ui/theme-toggle';
import type { MeView } from '#contract/views/me-view';
import { ROLE_LABELS } from '#domain/people/roles';
import { CommandPalette } from './command-palette';
import { NoticesBell } from './notices-bell';
import { Wordmark } from './wordmark';

/** The search, who I am and in which role, the theme, the way out, and whether this is the demo. */
export function TopBar({ me, theme }: { me: MeView; theme: Theme }) {
  const router = useRouter();
  const roles = me.roles.map((role) => ROLE_LABELS[role]).join(', ');
  return (
    <header className="flex h-11 shrink-0 low:h-9 items-center gap-3 border-b border-line bg-surface pr-2 pl-4 print:hidden">
      <Link href="/" className="rounded-sm">
        <Wordmark />
      </Link>
      {me.demo ? (
        <Badge hue="warn" icon={FlaskConical} title="Everything here is generated: the bank, its people and its loans do not exist.">
          <span className="sm:hidden">Demo</span>
          <span className="hidden sm:inline">Demo: fictional bank</span>
        </Badge>
      ) : null}
      <div className="ml-auto flex items-center gap-1">
        <CommandPalette roles={me.roles} />
        <NoticesBell />
        <ThemeToggle initial={theme} />
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              className="flex h-8 min-w-0 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover"
              aria-label={`${me.name}, ${roles}: account`}
            >
              <Person name={me.name} className="max-md:[&>span:last-child]:hidden" />
              <span className="hidden max-w-64 truncate text-faint lg:inline">{roles}</span>
              <ChevronDown aria-hidden className="size-3.5 text-faint" />
            </button>
          }
        >
          <MenuLabel>
            <span className="block text-ink">{me.name}</span>
            <span className="block font-normal">{me.email}</span>
            <span className="block font-normal">{roles}</span>
          </MenuLabel>
          <MenuItem icon={<BookOpen />} onSelect={() => router.push('/glossary')}>
            Glossary
          </MenuItem>
          <MenuItem icon={<Mail />} onSelect={() => router.push('/mail-settings')}>
            Mail settings
          </MenuItem>
          <MenuItem icon={<LogOut />} onSelect={() => void leave()}>
            Sign out
          </MenuItem>
        </Menu>
      </div>
    </header>
  );
}
