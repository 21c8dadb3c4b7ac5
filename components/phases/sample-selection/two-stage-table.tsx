'use client';
import { useTwoStageTable } from '#client/two-stage-table';
import { formatCount } from '#components/ui/count-chips';
import { ErrorState, Skeleton } from '#components/ui/states';
import { twoStageRow, twoStageSizes } from '#domain/sampling/two-stage';
import { FormSection } from '../../ui/form-section';
import { OperatingCurve } from './operating-curve';
import { TwoStageRows } from './two-stage-rows';

/** The two-stage table in force, with the row that holds here, what it comes to, and how likely it is to accept. */
export function TwoStageTable({ population }: { population: number | null }) {
  const query = useTwoStageTable();
  if (query.error) return <ErrorState message={query.error.message} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <div role="status" aria-label="Loading">
        <Skeleton className="h-24 w-full" />
      </div>
    );
  const { table } = query.data;
  const row = population === null ? null : twoStageRow(table, population);
  const sizes = row === null || population === null ? null : twoStageSizes(row, population);
  const { name, dated, caveat, initialThreshold } = table;
  return (
    <FormSection title="Size" help={`${name}, edition ${dated}. ${caveat}`}>
      {sizes && population !== null ? (
        <>
          <p className="rounded-lg border border-line bg-sunken px-4 py-3 text-sm">
            <span className="tabular text-xl font-semibold">{formatCount(sizes.firstStage)}</span> records in the first stage of{' '}
            {formatCount(sizes.total)} in all, for {formatCount(population)} records. A field with {initialThreshold} errors in the first
            stage goes on to the second; resubmission is indicated at {sizes.resubmission}.
          </p>
          <OperatingCurve plan={{ kind: 'two-stage', initialThreshold, ...sizes }} />
        </>
      ) : null}
      <TwoStageRows table={table} current={row} />
    </FormSection>
  );
}
