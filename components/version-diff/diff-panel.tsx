'use client';

import { Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useItemHistory } from '#client/item-history';
import { ItemHistory } from '#components/item-grid/item-history';
import { Button } from '#components/ui/button';
import { KeyText } from '#components/ui/hash-chip';
import { RelativeTime } from '#components/ui/relative-time';
import { SidePanel } from '#components/ui/side-panel';
import { ErrorState, Skeleton } from '#components/ui/states';
import { sayDone } from '#components/ui/toast';
import type { DiffRow } from '#contract/views/diff-views';
import type { ItemHistoryEntry } from '#contract/views/version-views';
import { isFactKey } from '#domain/item/fact-key';
import type { PhaseDefinition } from '#domain/phase/definition';
import { blameOf } from './blame';
import { CellChanges } from './cell-changes';
import { labelWords } from './change-words';
import { DiffKindMark } from './diff-kind';

interface DiffPanelProps {
  definition: PhaseDefinition;
  versionId: string;
  itemKey: string;
  /** The item; null while it is being read. */
  row: DiffRow | null;
  onClose: () => void;
  children?: ReactNode;
}

/** One row of a difference beside the list: its cells, and which version and who last changed each of them. */
export function DiffPanel({ definition, versionId, itemKey, row, onClose, children }: DiffPanelProps) {
  const isFact = isFactKey(itemKey);
  const history = useItemHistory(versionId, itemKey);
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
          <CellChanges definition={definition} row={row} layout="inline" review />
        </div>
      ) : (
        <Skeleton className="h-10" />
      )}
      {children}
      {history.error ? <ErrorState message={history.error.message} onRetry={() => void history.refetch()} /> : null}
      {history.data && row?.after ? <LastChanged history={history.data} fields={fieldsOf(definition, row)} /> : null}
      <section className="mt-5">
        <h3 className="eyebrow">History of this row</h3>
        {history.isPending ? <Skeleton className="mt-2 h-10" /> : null}
        {history.data ? <ItemHistory history={history.data} /> : null}
      </section>
    </SidePanel>
  );
}

/** Which version, and who worked on it, each cell has its value from. */
function LastChanged({ history, fields }: { history: readonly ItemHistoryEntry[]; fields: readonly { field: string; label: string }[] }) {
  const cells = blameOf(history, fields);
  if (cells.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="eyebrow">Last changed</h3>
      <dl className="mt-1 divide-y divide-line text-sm">
        {cells.map(({ field, label, entry }) => (
          <div key={field} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-baseline gap-x-3 py-1">
            <dt className="min-w-0 break-words text-muted">{labelWords(label)}</dt>
            <dd className="text-right text-xs">
              Version {entry.number}
              {entry.authors.length > 0 ? `, ${entry.authors.map((author) => author.name).join(', ')}` : ''}{' '}
              <RelativeTime at={entry.at} className="text-faint" />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The cells of a row in the order of the phase's fields; a record's columns after them. */
function fieldsOf(definition: PhaseDefinition, row: Pick<DiffRow, 'after' | 'isFact'>): { field: string; label: string }[] {
  const data = row.after?.data ?? {};
  const own = row.isFact
    ? Object.keys(data).map((name) => ({ field: name, label: name }))
    : definition.fields
        .filter((field) => field.kind !== 'key' && field.name !== 'values' && field.name in data)
        .map((field) => ({ field: field.name, label: field.label }));
  const { values } = data;
  const codes = typeof values === 'object' && values !== null && !Array.isArray(values) ? Object.keys(values) : [];
  return [...own, ...codes.map((code) => ({ field: `values.${code}`, label: code }))];
}
