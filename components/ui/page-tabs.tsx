'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

interface PageTabsProps {
  /** Accessible name. */
  label: string;
  /** `search` is kept from page to page: what the pages filter by alike. */
  pages: readonly { href: string; label: string }[];
  search?: string;
}

/** The pages that show one thing in several ways, as tabs; the one that is open is marked. */
export function PageTabs({ label, pages, search = '' }: PageTabsProps) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="flex shrink-0 gap-1 border-b border-line px-2 md:px-4">
      {pages.map(({ href, label: name }) => (
        <Link
          key={href}
          href={`${href}${search}`}
          aria-current={path === href ? 'page' : undefined}
          data-ring="inside"
          className="-mb-px flex h-9 items-center border-b-2 border-transparent px-2 text-sm font-medium text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
