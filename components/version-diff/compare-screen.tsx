'use client';

import { parseAsInteger, useQueryState } from 'nuqs';
import { diffRowsOf, useDiff } from '#client/diff';
import type { VersionView } from '#contract/views/version-views';
import { PHASE_LABELS, type PhaseName } from '#domain/phases/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import { DataTable } from '#components/ui/data-table';
import { KeysDialog } from '#components/ui/keys-dialog';
import { PageHeader } from '#components/ui/page-header';
import { EmptyState, ErrorState, ForbiddenState, SkeletonRows } from '#components/ui/states';
import { Button } from '#components/ui/button';
import { useIsWide } from '#components/ui/use-media';
import { ComparePair } from './compare-pair';
import { DiffCards } from './diff-cards';
import { diffColumns } from './diff-columns';
import { DiffPanel } from './diff-panel';
import { DiffToolbar } from './diff-toolbar';
import { type DiffViewState, useDiffView } from './use-diff-view';
import { usePhaseVersion } from './use-phase-version';

const KEYS = [
  {
    title: 'Compare',
    keys: [
      { keys: ['j', 'k'], does: 'Next and previous difference' },
      { keys: ['Enter'], does: 'Open the row beside the list' },
    ],
  },
];

/** Any two versions of a phase, cell by cell; the pair and the whole view are in the address. */
export function CompareScreen({ cycleReportId, phase }: { cycleReportId: string; phase: PhaseName }) {
  const [head] = useQueryState('head', parseAsInteger);
  const found = usePhaseVersion(cycleReportId, phase, head);
  if (found.state === 'missing') return <ForbiddenState />;
  if (found.state === 'failed') return <ErrorState message={found.message} onRetry={found.retry} />;
  if (found.state === 'loading') return <SkeletonRows rows={12} label="Loading the comparison" />;
  return <Compared version={found.version} />;
}

function Compared({ version }: { version: VersionView }) {
  const definition = phaseDefinition(version.phase);
  const [baseNumber] = useQueryState('base', parseAsInteger);
  const state = useDiffView();
  const base = baseOf(version, baseNumber);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        trail={[
          { label: version.reportName, href: `/reports/${version.cycleReportId}` },
          { label: PHASE_LABELS[version.phase], href: `/reports/${version.cycleReportId}/${version.phase}?version=${version.number}` },
        ]}
        title="Compare versions"
        meta={<ComparePair version={version} base={base} />}
      />
      {base === null ? (
        <EmptyState title="There is nothing to compare with">Version {version.number} is the first of this phase. Choose two different versions above once there are more.</EmptyState>
      ) : (
        <Differences key={`${base.id} ${version.id}`} version={version} baseId={base.id} state={state} noun={definition.itemNoun} />
      )}
      <KeysDialog groups={KEYS} />
    </div>
  );
}

/** The version compared with: the one the address names, else the parent, else the one before. */
function baseOf(version: VersionView, number: number | null) {
  const wanted = number ?? version.parent?.number ?? null;
  return version.versions.find((each) => each.number === wanted && each.id !== version.id) ?? null;
}

interface DifferencesProps {
  version: VersionView;
  baseId: string;
  state: DiffViewState;
  noun: { one: string; many: string };
}

function Differences({ version, baseId, state, noun }: DifferencesProps) {
  const definition = phaseDefinition(version.phase);
  const wide = useIsWide();
  const { view, setView } = state;
  const request = { base: baseId, kinds: view.kinds ?? undefined, field: view.field };
  const diff = useDiff(version.id, { ...request, limit: 200 });
  const single = useDiff(view.row === null ? null : version.id, { base: baseId, key: view.row });
  const page = diff.data?.pages[0] ?? null;
  const rows = diffRowsOf(diff.data?.pages);
  const opened = rows.find((row) => row.key === view.row) ?? diffRowsOf(single.data?.pages)[0] ?? null;
  const more = () => {
    if (diff.hasNextPage && !diff.isFetchingNextPage) void diff.fetchNextPage();
  };
  const none = page?.counts && page.counts.added + page.counts.changed + page.counts.removed === 0 && view.kinds === null && view.field === null;
  const empty = none ? (
    <EmptyState title="The two versions hold the same">No {noun.one} and no fact differs between them.</EmptyState>
  ) : (
    <EmptyState title="No difference matches the filters" action={<Button onClick={() => void setView({ kinds: null, field: null })}>Clear filters</Button>} />
  );
  if (diff.isError && !page) return <ErrorState message={diff.error.message} onRetry={() => void diff.refetch()} />;
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <DiffToolbar state={state} headId={version.id} baseId={baseId} page={page} noun={noun} />
        {wide ? (
          <DataTable
            label="Differences"
            className="border-t border-line md:px-3"
            rows={rows}
            rowKey={(row) => row.key}
            columns={diffColumns(definition, view.layout)}
            total={page?.matching ?? undefined}
            currentKey={view.row}
            onOpen={(row) => void setView({ row: row.key })}
            onEndReached={more}
            loading={diff.isPending}
            loadingMore={diff.isFetchingNextPage}
            empty={empty}
            pageKeys
          />
        ) : diff.isPending ? (
          <SkeletonRows rows={6} />
        ) : rows.length === 0 ? (
          empty
        ) : (
          <>
            <DiffCards definition={definition} rows={rows} onOpen={(row) => void setView({ row: row.key })} />
            {diff.hasNextPage ? (
              <div className="flex justify-center p-4">
                <Button onClick={more} busy={diff.isFetchingNextPage}>
                  Show more
                </Button>
              </div>
            ) : null}
          </>
        )}
      </div>
      {view.row === null ? null : <DiffPanel definition={definition} versionId={version.id} itemKey={view.row} row={opened} onClose={() => void setView({ row: null })} />}
    </div>
  );
}
