'use client';

import { CircleCheck, CircleX, Clock, Eye } from 'lucide-react';
import Link from 'next/link';
import { useReceipt } from '#client/receipt';
import { Badge } from '#components/ui/badge';
import type { BulkDecisionRow } from '#contract/action-inputs';
import { destinationHref } from '#contract/addresses';
import type { InboxRow } from '#contract/views/work-views';
import { chainInWords } from '#domain/phase/chain-address';

interface BulkRowProps {
  row: InboxRow;
  outcome: BulkDecisionRow | null;
  needsOpening: boolean;
}

/** One version of a bulk decision, with its own result: open first, sent, applied or refused and why. */
export function BulkRow({ row, outcome, needsOpening }: BulkRowProps) {
  const receipt = useReceipt(outcome?.ok ? outcome.commandId : null).data?.receipt ?? null;
  const refusal = outcome && !outcome.ok ? outcome.message : receipt?.outcome === 'refused' ? receipt.message : null;
  return (
    <li className="flex flex-col gap-0.5 py-2 text-sm">
      <div className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate">
          <span className="font-medium">{row.reportName}</span>{' '}
          <span className="text-muted">
            {chainInWords(row)} v{row.versionNumber}
          </span>
        </span>
        <span aria-live="polite" className="shrink-0">
          {refusal ? (
            <Badge hue="bad" icon={CircleX} look="plain">
              Refused
            </Badge>
          ) : receipt ? (
            <Badge hue="good" icon={CircleCheck} look="plain">
              Applied
            </Badge>
          ) : outcome ? (
            <Badge hue="active" icon={Clock} look="plain">
              Sent
            </Badge>
          ) : needsOpening ? (
            <Link
              href={destinationHref(row.opens)}
              className="inline-flex items-center gap-1 text-xs font-medium text-warn hover:underline"
            >
              <Eye aria-hidden className="size-3.5" />
              Open first
            </Link>
          ) : null}
        </span>
      </div>
      {refusal ? <p className="text-xs text-bad">{refusal}</p> : null}
    </li>
  );
}
