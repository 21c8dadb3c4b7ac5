'use client';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { IconButton } from '#components/ui/icon-button';
import type { InboxRow } from '#contract/views/work-views';
import { type BulkDecision, BulkDialog, type SendBulkDecision } from './bulk-dialog';
import { decidedTogether } from './decided-together';

interface BulkBarProps {
  rows: readonly InboxRow[];
  onClear: () => void;
  sendBulkDecision: SendBulkDecision;
}

/**
 * What can be done with the selected rows; only versions that wait for a decision take part. The results stay until they
 * are put away, also when the rows have left the inbox because of them.
 */
export function BulkBar({ rows, onClear, sendBulkDecision }: BulkBarProps) {
  const [open, setOpen] = useState<{ decision: BulkDecision; rows: readonly InboxRow[] } | null>(null);
  const decidable = decidedTogether(rows);
  const signing = rows.some((row) => row.signs) ? ' Signatures are given one by one, on the decision screen.' : '';
  const none = decidable.length === 0 ? `None of the selected rows is a version to decide on together.${signing}` : null;
  return (
    <>
      {rows.length > 0 ? (
        <div
          role="region"
          aria-label="Selected rows"
          className="mx-auto mb-4 flex w-fit shrink-0 animate-settle items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 shadow-float"
        >
          <span className="tabular text-sm">
            {rows.length} selected
            {decidable.length < rows.length ? <span className="text-muted">, {decidable.length} to decide</span> : null}
          </span>
          <Button variant="primary" size="sm" disabledReason={none} onClick={() => setOpen({ decision: 'approve', rows: decidable })}>
            Approve…
          </Button>
          <Button size="sm" disabledReason={none} onClick={() => setOpen({ decision: 'request_changes', rows: decidable })}>
            Request changes…
          </Button>
          <IconButton label="Clear the selection" icon={<X />} size="sm" onClick={onClear} />
        </div>
      ) : null}
      {open ? (
        <BulkDialog
          decision={open.decision}
          rows={open.rows}
          sendBulkDecision={sendBulkDecision}
          onClose={(sent) => {
            setOpen(null);
            if (sent) onClear();
          }}
        />
      ) : null}
    </>
  );
}
