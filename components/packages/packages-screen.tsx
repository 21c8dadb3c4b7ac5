'use client';
import { PackageOpen } from 'lucide-react';
import { makePackage } from '#actions/make-package';
import { packagesKey, usePackages } from '#client/packages';
import { RequestFailed } from '#client/request-failed';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { HiddenTitle } from '#components/ui/hidden-title';
import { PageHeader } from '#components/ui/page-header';
import { EmptyState, ErrorState, ForbiddenState, SkeletonRows } from '#components/ui/states';
import { sayRefused } from '#components/ui/toast';
import { reportHref } from '#contract/addresses';
import type { PackagesView } from '#contract/views/package-views';
import { PackageLine } from './package-line';

/** The packages of a report: what each declares itself to be, what is left out of it, and the ZIP. */
export function PackagesScreen({ cycleReportId }: { cycleReportId: string }) {
  const query = usePackages(cycleReportId);
  if (query.error) {
    const gone = query.error instanceof RequestFailed && query.error.code === 'not_found';
    return (
      <>
        <HiddenTitle>Packages</HiddenTitle>
        {gone ? <ForbiddenState /> : <ErrorState message={query.error.message} onRetry={() => void query.refetch()} />}
      </>
    );
  }
  if (!query.data)
    return (
      <>
        <HiddenTitle>Packages</HiddenTitle>
        <SkeletonRows label="Loading the packages" />
      </>
    );
  const view = query.data;
  return (
    <>
      <div className="border-b border-line">
        <PageHeader
          trail={[
            { label: view.cycleName, href: '/cycles' },
            { label: view.reportName, href: reportHref(cycleReportId) },
          ]}
          title="Packages"
          actions={<MakeButtons view={view} />}
        />
      </div>
      <div className="flex flex-col gap-6 px-4 py-6 md:px-6">
        <p className="max-w-2xl text-sm text-pretty text-muted">
          A package holds a report’s record and files in one ZIP, signed by this installation. Whoever has it can verify it without
          Countersign: by the page inside it, which is{' '}
          <a href="/verify" className="text-accent underline">
            here
          </a>{' '}
          too. In a redacted one, whatever may be confidential stands as its hash alone.
        </p>
        {view.rows.length === 0 ? (
          <EmptyState icon={PackageOpen} title="No package yet">
            One can be made at any time. Before the final report is signed it declares itself partial.
          </EmptyState>
        ) : (
          <ul
            aria-label="Packages"
            className="overflow-hidden rounded-lg border border-line bg-surface [&>li:not(:last-child)]:border-b [&>li]:border-line"
          >
            {view.rows.map((row) => (
              <PackageLine key={row.id} row={row} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function MakeButtons({ view: { cycleReportId, makeFull, makeRedacted } }: { view: PackagesView }) {
  const make = useAction(makePackage, { refreshes: [packagesKey(cycleReportId)] });
  const send = (redacted: boolean): void => make.mutate({ cycleReportId, redacted }, { onError: (error) => sayRefused(error.message) });
  const busyWith = make.isPending ? make.variables.redacted : null;
  return (
    <>
      <Button busy={busyWith === true} disabledReason={makeRedacted.why} onClick={() => send(true)}>
        Make a redacted one
      </Button>
      {makeFull === null ? null : (
        <Button variant="primary" busy={busyWith === false} disabledReason={makeFull.why} onClick={() => send(false)}>
          Make a package
        </Button>
      )}
    </>
  );
}
