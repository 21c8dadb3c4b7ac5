'use client';
import { ArrowLeft, Printer } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';

/** What can be done with a sheet on the screen; it is not printed. */
export function PrintBar({ backHref }: { backHref: string }) {
  return (
    <nav aria-label="Sheet" className="mb-6 flex items-center gap-2 border-b border-line pb-3 print:hidden">
      <Link href={backHref} className={buttonClass('ghost')}>
        <ArrowLeft aria-hidden className="size-4" />
        Back to the version
      </Link>
      <Button variant="primary" className="ml-auto" icon={<Printer aria-hidden className="size-4" />} onClick={() => window.print()}>
        Print
      </Button>
    </nav>
  );
}
