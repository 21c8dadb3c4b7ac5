'use client';
import { Download } from 'lucide-react';
import { receiptFileHref, useRecorded } from '#client/receipt';
import { buttonClass } from '#components/ui/button-class';

/** How much of a hash is shown where the whole one is in its title. */
const SHOWN_DIGITS = 16;

/** Where a decision stands in the record, for whoever wants to hold the installation to it; the file has it all. */
export function ReceiptLine({ commandId }: { commandId: string }) {
  const recorded = useRecorded(commandId).data?.recorded;
  if (!recorded) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
      <p className="min-w-0 flex-1 basis-56">
        Entry <span className="tabular">{recorded.seq}</span> of the report’s trail, head{' '}
        <span className="font-mono text-ink" title={recorded.hash}>
          {recorded.hash.slice(0, SHOWN_DIGITS)}…
        </span>
        {recorded.checkpoint === null ? '. A checkpoint has yet to be signed over it.' : `, signed in checkpoint ${recorded.checkpoint}.`}
      </p>
      <a href={receiptFileHref(commandId)} download className={buttonClass('ghost')}>
        <Download aria-hidden className="size-4" />
        Receipt
      </a>
    </div>
  );
}
