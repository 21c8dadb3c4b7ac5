'use client';
import { useMemo, useState } from 'react';
import { useVersionSummary } from '#client/version-summary';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { DataTable } from '#components/ui/data-table';
import { FindWords } from '#components/ui/find-words';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { useColumnWidths } from '#components/ui/use-column-widths';
import type { VersionView } from '#contract/views/version-views';
import { FAULT_KINDS, FAULT_LABELS, FAULTS_FACT, type Fault, type FaultKind, faultsFactSchema } from '#domain/phases/planning/facts';
import { type Column } from '../../ui/data-table-column';

const COLUMNS: readonly Column<NumberedFault>[] = [
  { id: 'line', header: 'Line', width: 96, align: 'right', cell: ({ fault }) => formatCount(fault.line) },
  { id: 'field', header: 'Field', width: 72, align: 'right', cell: ({ fault }) => (fault.field === null ? '–' : formatCount(fault.field)) },
  { id: 'column', header: 'Column', width: 180, cell: ({ fault }) => fault.column ?? '–' },
  { id: 'kind', header: 'Fault', width: 184, cell: ({ fault }) => FAULT_LABELS[fault.kind] },
  { id: 'value', header: 'Value', width: 180, cell: ({ fault }) => <span className="font-mono text-xs">{fault.value ?? '–'}</span> },
  { id: 'message', header: 'What is wrong', width: 260, grow: 1, cell: ({ fault }) => <span title={fault.message}>{fault.message}</span> },
];

interface NumberedFault {
  fault: Fault;
  number: number;
}

/** Whether a fault tells of what is looked for. */
function isFound({ column, value, message }: Fault, words: string): boolean {
  return [column, value, message].some((text) => text?.toLowerCase().includes(words.toLowerCase()));
}

/** Faults found on import with physical line and field, by kind; they stay in the population, for testing to find. */
export function FaultsPanel({ version }: { version: VersionView }) {
  const summary = useVersionSummary(version.id);
  const widths = useColumnWidths('faults');
  const [kind, setKind] = useState<FaultKind | null>(null);
  const [words, setWords] = useState('');
  const data = summary.data?.facts.find((fact) => fact.key === FAULTS_FACT)?.data;
  const faults = useMemo(() => (data === undefined ? null : faultsFactSchema.parse(data)), [data]);
  const rows = useMemo(
    () =>
      (faults?.first ?? [])
        .map((fault, number) => ({ fault, number }))
        .filter(({ fault }) => (kind === null || fault.kind === kind) && isFound(fault, words)),
    [faults, kind, words],
  );
  if (summary.error) return <ErrorState message={summary.error.message} onRetry={() => void summary.refetch()} />;
  if (!summary.data) return <SkeletonRows rows={12} label="Loading faults" />;
  if (!faults) return <EmptyState title="No import yet">Faults are listed here after an import, each with its line and field.</EmptyState>;
  if (faults.total === 0)
    return <EmptyState title="No faults found">Every record of the file has the right structure, types, values and keys.</EmptyState>;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-4 py-2 md:px-6">
        <Button size="sm" variant={kind === null ? 'secondary' : 'ghost'} aria-pressed={kind === null} onClick={() => setKind(null)}>
          All {formatCount(faults.total)}
        </Button>
        {FAULT_KINDS.filter((each) => (faults.byKind[each] ?? 0) > 0).map((each) => (
          <Button
            key={each}
            size="sm"
            variant={kind === each ? 'secondary' : 'ghost'}
            aria-pressed={kind === each}
            onClick={() => setKind(each)}
          >
            {FAULT_LABELS[each]} {formatCount(faults.byKind[each] ?? 0)}
          </Button>
        ))}
        <FindWords label="Find by column, value or what is wrong" standing={words} onFind={setWords} />
        {faults.total > faults.first.length ? (
          <span className="ml-auto text-xs text-muted">The first {formatCount(faults.first.length)} are listed.</span>
        ) : null}
      </div>
      <DataTable
        className="[&_[role=row]>:first-child]:pl-6"
        label="Faults"
        rows={rows}
        rowKey={({ number }) => String(number)}
        columns={COLUMNS}
        widths={widths}
        empty={<EmptyState title="None among the first ones listed" />}
      />
    </div>
  );
}
