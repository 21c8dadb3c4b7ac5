'use client';
import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { failuresCsvPath, useFailures } from '#client/rules';
import { MaskedValue } from '#components/item-grid/grid-cell';
import { buttonClass } from '#components/ui/button-class';
import { formatCount } from '#components/ui/count-chips';
import { DataTable } from '#components/ui/data-table';
import { KeyText } from '#components/ui/hash-chip';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { useColumnWidths } from '#components/ui/use-column-widths';
import type { FailingRecord } from '#contract/profiling';
import type { VersionView } from '#contract/views/version-views';
import { type Column } from '../../../ui/data-table-column';

/** The records that fail a rule as it was saved, with the values it looks at; all of them as a file. */
export function FailuresViewer({ version, ruleKey }: { version: VersionView; ruleKey: string }) {
  const failures = useFailures(version.id, ruleKey);
  const [current, setCurrent] = useState<string | null>(null);
  const widths = useColumnWidths('failing records');
  const first = failures.data?.pages[0];
  const rows = useMemo(() => (failures.data?.pages ?? []).flatMap((page) => page.rows), [failures.data]);
  const columns = useMemo(() => failureColumns(first?.attributes ?? []), [first?.attributes]);
  if (failures.error)
    return (
      <ErrorState
        title="The failing records could not be listed"
        message={failures.error.message}
        onRetry={() => void failures.refetch()}
      />
    );
  if (!first) return <SkeletonRows rows={8} label="Finding the failing records" />;
  return (
    <section className="flex min-h-0 flex-col gap-2" aria-label={`Records that fail ${ruleKey}`}>
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-base font-semibold">Failing records</h2>
        <span className="tabular text-sm text-muted">{formatCount(first.failed)} in the population</span>
        <a className={`${buttonClass('secondary', 'sm')} ml-auto`} href={failuresCsvPath(version.id, ruleKey)} download>
          <Download aria-hidden className="size-3.5" />
          Download
        </a>
      </div>
      <DataTable
        className="h-96 rounded-md border border-line"
        label={`Records that fail ${ruleKey}`}
        rows={rows}
        rowKey={(row) => String(row.line)}
        columns={columns}
        widths={widths}
        total={first.failed}
        currentKey={current}
        onCurrentChange={setCurrent}
        onEndReached={() => {
          if (failures.hasNextPage && !failures.isFetchingNextPage) void failures.fetchNextPage();
        }}
        loadingMore={failures.isFetchingNextPage}
        empty={<EmptyState title="No record fails">Every tested record of the population passes this rule.</EmptyState>}
      />
    </section>
  );
}

function failureColumns(attributes: readonly string[]): Column<FailingRecord>[] {
  return [
    { id: '_line', header: 'Line', width: 80, align: 'right', cell: (row) => <span className="tabular">{row.line}</span> },
    { id: '_key', header: 'Record', width: 160, grow: 1, cell: (row) => <KeyText>{row.key}</KeyText> },
    ...attributes.map(
      (code): Column<FailingRecord> => ({
        id: code,
        header: code,
        width: 140,
        grow: 1,
        cell: (row) => <RecordValue row={row} code={code} />,
      }),
    ),
  ];
}

function RecordValue({ row, code }: { row: FailingRecord; code: string }) {
  const value = row.values[code] ?? null;
  if (row.masked.includes(code)) return <MaskedValue />;
  return value === null || value.trim() === '' ? (
    <span className="text-faint">blank</span>
  ) : (
    <span className="font-mono text-xs">{value}</span>
  );
}
