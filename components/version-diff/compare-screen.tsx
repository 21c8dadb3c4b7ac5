'use client';

import { useRouter } from 'next/navigation';
import { parseAsInteger, useQueryState } from 'nuqs';
import { diffRowsOf, useDiff } from '#client/diff';
import { useKeysOfPage } from '#components/ui/keys-dialog';
import { PageHeader } from '#components/ui/page-header';
import { EmptyState, SkeletonRows } from '#components/ui/states';
import { reportHref, versionHref } from '#contract/addresses';
import type { VersionRef } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { type ChainAddress, chainInWords } from '#domain/phase/chain-address';
import { phaseDefinition } from '#domain/phases/registry';
import { NoVersion } from '../version/no-version';
import { useVersionAt } from '../version/use-version-at';
import { ComparePair } from './compare-pair';
import { DiffPanel } from './diff-panel';
import { Differences } from './differences';
import { useDifferences } from './use-differences';

const KEYS = [
  {
    title: 'Compare',
    keys: [{ keys: ['v'], does: 'Mark the row as reviewed, or take the mark back' }],
  },
];

/** Any two versions of a phase, cell by cell; the pair and the whole view are in the address. */
export function CompareScreen({ address }: { address: ChainAddress }) {
  const [head] = useQueryState('head', parseAsInteger);
  const found = useVersionAt({ address, number: head, stays: true });
  if (found.state !== 'found') return <NoVersion at={found} loading={<SkeletonRows rows={12} label="Loading the comparison" />} />;
  return <Comparison version={found.version} />;
}

function Comparison({ version }: { version: VersionView }) {
  useKeysOfPage(KEYS);
  const definition = phaseDefinition(version.phase);
  const [baseNumber] = useQueryState('base', parseAsInteger);
  const [cycle] = useQueryState('cycle');
  const other = version.otherCycles.find(({ cycleName }) => cycleName === cycle) ?? null;
  const base = other?.version ?? baseOf(version, baseNumber);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        trail={[
          { label: version.reportName, href: reportHref(version.cycleReportId) },
          { label: chainInWords(version), href: versionHref(version) },
        ]}
        title="Compare versions"
        meta={<ComparePair version={version} base={base} other={other} />}
      />
      {base === null ? (
        <EmptyState title="There is nothing to compare with">
          Version {version.number} is the first of this phase, and no other cycle of the report has one. Choose two different versions above
          once there are more.
        </EmptyState>
      ) : (
        <Compared
          key={`${base.id} ${version.id}`}
          version={version}
          base={base}
          cycle={other?.cycleName ?? null}
          noun={definition.itemNoun}
        />
      )}
    </div>
  );
}

/** The version compared with: the one the address names, else the parent, else the one before. */
function baseOf(version: VersionView, number: number | null) {
  const wanted = number ?? version.parent?.number ?? null;
  return version.versions.find((each) => each.number === wanted && each.id !== version.id) ?? null;
}

interface ComparedProps {
  version: VersionView;
  base: VersionRef;
  /** The other cycle that the base is of; null where it is of the same. */
  cycle: string | null;
  noun: { one: string; many: string };
}

function Compared({ version, base, cycle, noun }: ComparedProps) {
  const router = useRouter();
  const definition = phaseDefinition(version.phase);
  const data = useDifferences(version, base.id);
  const { view, setView } = data.state;
  const single = useDiff(view.row === null ? null : version.id, { base: base.id, key: view.row });
  const opened = data.lines.find((line) => line.key === view.row)?.row ?? diffRowsOf(single.data?.pages)[0] ?? null;
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Differences
          version={version}
          base={base}
          cycle={cycle}
          data={data}
          same={<EmptyState title="The two versions hold the same">No {noun.one} and no fact differs between them.</EmptyState>}
          onFilter={(filter) => router.push(versionHref({ ...version, filter }))}
        />
      </div>
      {view.row === null ? null : (
        <DiffPanel
          definition={definition}
          versionId={version.id}
          itemKey={view.row}
          row={opened}
          onClose={() => void setView({ row: null })}
        />
      )}
    </div>
  );
}
