'use client';

import { ArrowDown } from 'lucide-react';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useEffect } from 'react';
import { markOpened } from '#actions/mark-opened';
import { useComments } from '#client/comments';
import { whileSignedIn } from '#client/session';
import { buttonClass } from '#components/ui/button-class';
import { cx } from '#components/ui/cx';
import { useKeysOfPage } from '#components/ui/keys-dialog';
import { SkeletonRows } from '#components/ui/states';
import { Tabs } from '#components/ui/tabs';
import { useKeys } from '#components/ui/use-keys';
import { NoVersion } from '#components/version/no-version';
import { useVersionAt } from '#components/version/use-version-at';
import type { VersionView } from '#contract/views/version-views';
import type { ChainAddress } from '#domain/phase/chain-address';
import { phaseDefinition } from '#domain/phases/registry';
import { useGridUrl } from '../item-grid/use-grid-url';
import { asText } from '../workspace/panels';
import { baselinesOf } from './baselines';
import { Conversation } from './conversation';
import { DecisionHeader } from './decision-header';
import { DecisionPanel } from './decision-panel';
import { RejectDialog } from './reject-dialog';
import { ReviewChanges } from './review-changes';
import { ReviewDraftProvider } from './review-draft';
import { ReviewHistory } from './review-history';
import { ReviewItemPanel } from './review-item-panel';
import { ReviewItems } from './review-items';
import { ReviewSummary } from './review-summary';
import { useNextInQueue } from './use-next-in-queue';
import { VerdictControl } from './verdict-control';

const SHOWS = ['changes', 'summary', 'items', 'comments', 'history'] as const;
type Show = (typeof SHOWS)[number];

const KEYS = [
  {
    title: 'Decide',
    keys: [
      { keys: ['a'], does: 'Accept the row' },
      { keys: ['r'], does: 'Reject the row' },
      { keys: ['v'], does: 'Mark the difference as reviewed' },
      { keys: ['n'], does: 'Next in queue' },
    ],
  },
];

/** All that a decision needs on one screen. */
export function DecisionScreen({ address }: { address: ChainAddress }) {
  const [{ version: number }] = useQueryStates({ version: parseAsInteger });
  const found = useVersionAt({ address, number, stays: true });
  if (found.state !== 'found') return <NoVersion at={found} loading={<SkeletonRows rows={14} label="Loading the version" />} />;
  const { version } = found;
  const closed = version.status !== 'pending_approval' ? 'This version is not waiting for approval.' : version.actions.request_changes.why;
  const storageKey = `countersign-review ${version.id} ${version.versionHash ?? ''}`;
  return (
    <ReviewDraftProvider key={storageKey} storageKey={storageKey} closed={closed}>
      <Decide version={version} />
    </ReviewDraftProvider>
  );
}

function Decide({ version }: { version: VersionView }) {
  const definition = phaseDefinition(version.phase);
  const baselines = baselinesOf(version);
  const [state, setState] = useQueryStates({ show: parseAsStringLiteral(SHOWS), base: parseAsString });
  const url = useGridUrl();
  const queue = useNextInQueue(version.id);
  const comments = useComments(version.id);
  useKeys({ n: queue.go });
  useKeysOfPage(KEYS);
  useOpened(version);

  const baseline = baselines.find((each) => each.name === state.base) ?? baselines[0] ?? null;
  const text = asText(version, (row) => <VerdictControl row={row} />);
  const fallback: Show = baseline ? 'changes' : text === null ? 'summary' : 'items';
  const show = state.show === 'changes' && !baseline ? fallback : (state.show ?? fallback);
  const openFilter = (filter: Parameters<typeof url.setFilter>[0]) => {
    url.setFilter(filter);
    void setState({ show: 'items' });
  };
  const unresolved = comments.data?.filter((comment) => comment.parentId === null && comment.resolved === null).length ?? null;
  const labels: Record<Show, { label: string; count?: number | null }> = {
    changes: { label: 'What changed' },
    summary: { label: 'Summary' },
    items: { label: `All ${definition.itemNoun.many}`, count: version.itemCount },
    comments: { label: 'Comments', count: unresolved },
    history: { label: 'History' },
  };
  const tabs = SHOWS.filter((each) => each !== 'changes' || baseline !== null).map((value) => ({ value, ...labels[value] }));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col max-lg:block max-lg:overflow-x-hidden max-lg:overflow-y-auto">
        <DecisionHeader version={version} baseline={baseline} queue={queue} />
        <ToDecision version={version} className="hidden max-lg:low:flex" />
        {/* The panel's column is there before the panel: what comes first in a page that is still arriving does not move for it. */}
        <div
          className={cx(
            'flex min-h-0 flex-1 flex-col border-t border-line lg:grid lg:grid-rows-[minmax(0,1fr)]',
            url.view.row === null ? 'lg:grid-cols-[minmax(0,1fr)_300px]' : 'lg:grid-cols-[minmax(0,1fr)_400px]',
          )}
        >
          <Tabs
            label="What to look at"
            className="min-w-0 flex-1 [&>div:first-child]:px-4 md:[&>div:first-child]:px-6"
            value={show}
            onChange={(next) => void setState({ show: next === fallback ? null : next }, { history: 'push' })}
            tabs={tabs}
          >
            {show === 'changes' && baseline ? (
              <ReviewChanges
                key={baseline.version.id}
                version={version}
                baselines={baselines}
                baseline={baseline}
                onBaseline={(base) => void setState({ base })}
                onFilter={openFilter}
              />
            ) : null}
            {show === 'summary' ? <ReviewSummary version={version} onFilter={openFilter} /> : null}
            {show === 'items' ? (text ?? <ReviewItems version={version} />) : null}
            {show === 'comments' ? <Conversation version={version} onOpenItem={url.openRow} /> : null}
            {show === 'history' ? <ReviewHistory version={version} /> : null}
          </Tabs>
          <div
            className={
              url.view.row === null ? 'flex min-h-0 shrink-0 flex-col border-line bg-surface max-lg:border-t lg:border-l' : 'hidden'
            }
          >
            <DecisionPanel version={version} onFilter={openFilter} />
          </div>
          {url.view.row === null ? null : (
            <ReviewItemPanel
              key={url.view.row}
              version={version}
              itemKey={url.view.row}
              baselineId={baseline?.version.id ?? null}
              onClose={() => url.openRow(null)}
            />
          )}
        </div>
      </div>
      <ToDecision version={version} className="low:hidden" />
      <RejectDialog noun={definition.itemNoun} />
    </div>
  );
}

/** Leads past the changes where the decision stands below them: in view all the while, on a low screen in its place before them. */
function ToDecision({ version, className }: { version: VersionView; className: string }) {
  if (version.status !== 'pending_approval') return null;
  return (
    <div className={cx('flex shrink-0 border-t border-line bg-surface px-4 py-2 lg:hidden', className)}>
      <a href="#your-decision" className={cx(buttonClass('primary'), 'flex-1')}>
        <ArrowDown aria-hidden className="size-3.5" />
        To the decision
      </a>
    </div>
  );
}

/** Notes that this person has opened the version as it is: what bulk approval acts on. */
function useOpened({ id, versionHash }: VersionView) {
  useEffect(() => {
    if (versionHash !== null) void whileSignedIn(() => markOpened({ versionId: id, versionHash }));
  }, [id, versionHash]);
}
