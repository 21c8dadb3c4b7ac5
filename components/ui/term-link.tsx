import Link from 'next/link';
import type { ReactNode } from 'react';
import type { GlossaryId } from '#domain/glossary';

/** A word of a help text that leads to what it means; in another tab, so that a half-filled form stays. */
export function TermLink({ term, children }: { term: GlossaryId; children: ReactNode }) {
  return (
    <Link
      href={`/glossary#${term}`}
      target="_blank"
      className="underline decoration-line-strong decoration-dotted underline-offset-2 hover:text-ink hover:decoration-current"
    >
      {children}
    </Link>
  );
}
