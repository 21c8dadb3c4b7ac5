'use client';

import { Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useItem } from '#client/item';
import type { DiffRow } from '#contract/views/diff-views';
import type { PhaseDefinition } from '#domain/phases/definition';
import { ItemHistory } from '#components/item-grid/item-history';
import { Button } from '#components/ui/button';
import { KeyText } from '#components/ui/hash-chip';
import { SidePanel } from '#components/ui/side-panel';
import { ErrorState, Skeleton } from '#components/ui/states';
import { sayDone } from '#components/ui/toast';
import { CellChanges } from './cell-changes';
import { DiffKindMark } from './diff-kind';

interface DiffPanelProps {
  definition: PhaseDefinition;
  versionId: string;
  itemKey: string;
  /** Null while it is being read. */
  row: DiffRow | null;
  onClose: () => void;
  children?: ReactNode;
}

/** One row of a difference beside the list: its cells, and which version last changed it. */
export function DiffPanel({ definition, versionId, itemKey, row, onClose, children }: DiffPanelProps) {
  const isFact = itemKey.startsWith('$');
  const detail = useItem(versionId, isFact || row?.kind === 'removed' ? null : itemKey);
  return (
    <SidePanel
      title={isFact ? definition.factLabel(itemKey) : definition.keyLabel}
      subtitle={isFact ? null : <KeyText>{itemKey}</KeyText>}
      onClose={onClose}
      footer={
        <Button
          size="sm"
          variant="ghost"
          icon={<Link2 aria-hidden className="size-3.5" />}
          onClick={() => void navigator.clipboard.writeText(window.location.href).then(() => sayDone('Link to this row copied'))}
        >
          Copy the link to this row
        </Button>
      }
    >
      {row ? (
        <div className="flex flex-col gap-2 text-sm">
          <DiffKindMark kind={row.kind} />
          <CellChanges definition={definition} row={row} layout="inline" />
        </div>
      ) : (
        <Skeleton className="h-10" />
      )}
      {children}
      {isFact ? null : (
        <section className="mt-5">
          <h3 className="eyebrow">History of this row</h3>
          {detail.error ? <ErrorState message={detail.error.message} /> : null}
          {detail.data ? <ItemHistory history={detail.data.history} /> : row?.kind === 'removed' ? <p className="mt-1 text-sm text-muted">Removed from this version.</p> : null}
        </section>
      )}
    </SidePanel>
  );
}
