'use client';
import { useQueryClient } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { rereadVersion } from '#client/version';
import { useVersionSummary } from '#client/version-summary';
import { DraftProvider } from '#components/item-grid/draft-context';
import { ItemGrid } from '#components/item-grid/item-grid';
import { useDraftEdits } from '#components/item-grid/use-draft-edits';
import { Button } from '#components/ui/button';
import { HiddenTitle } from '#components/ui/hidden-title';
import { type KeyGroup, useKeysOfPage } from '#components/ui/keys-dialog';
import { RelativeTime } from '#components/ui/relative-time';
import { EmptyState, Skeleton, SkeletonRows } from '#components/ui/states';
import { Tabs } from '#components/ui/tabs';
import { NoVersion } from '#components/version/no-version';
import { useVersionAt } from '#components/version/use-version-at';
import { VersionHeader } from '#components/version/version-header';
import type { RecordedStandingView, VersionView } from '#contract/views/version-views';
import { ROLE_LABELS } from '#domain/people/roles';
import { type ChainAddress, chainInWords } from '#domain/phase/chain-address';
import { counted } from '#domain/phase/filters';
import { TASKS, type TaskName } from '#domain/phase/tasks';
import { elsewhereInWords, waitingInWords } from '#domain/phase/waiting-words';
import { phaseDefinition } from '#domain/phases/registry';
import { aboveFields, aroundDrafted, aroundRecorded, asText, belowFields, besideTabs, ITEMS_PANEL, nothingIn, panelsOf } from './panels';

const KEYS: readonly KeyGroup[] = [
  {
    title: 'Rows',
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: 'Move' },
      { keys: ['j', 'k'], does: 'Next and previous row' },
      { keys: ['Page Up', 'Page Down'], does: 'A screen of rows on' },
      { keys: ['Enter', 'F2'], does: 'Edit the cell' },
      { keys: ['o'], does: 'Open the row beside the list' },
      { keys: ['x'], does: 'Select the row' },
      { keys: ['Ctrl', 'A'], does: 'Select all rows' },
      { keys: ['Home', 'End'], does: 'First and last column' },
      { keys: ['Shift', '←', '→'], does: 'In the head: narrow or widen the column' },
    ],
  },
  {
    title: 'Decide',
    keys: [
      { keys: ['a', 'd', 'i', 'e'], does: 'Decide: the first letter of the word' },
      { keys: ['Ctrl', 'Z'], does: 'Undo the last change' },
    ],
  },
];

const RECORDED_KEYS: readonly KeyGroup[] = [
  {
    title: 'Rows',
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: 'Move' },
      { keys: ['j', 'k'], does: 'Next and previous row' },
      { keys: ['Page Up', 'Page Down'], does: 'A screen of rows on' },
      { keys: ['Enter'], does: 'Open the row beside the list, with what you may do' },
      { keys: ['x'], does: 'Select the row' },
      { keys: ['Ctrl', 'A'], does: 'Select all rows' },
      { keys: ['Home', 'End'], does: 'First and last column' },
    ],
  },
];

interface WorkspaceProps {
  address: ChainAddress;
  /** null: the one to work on. */
  number: number | null;
}

/** A phase's workspace: the shared header over items and the phase's own panels. */
export function Workspace({ address, number }: WorkspaceProps) {
  const found = useVersionAt({ address, number });
  if (found.state !== 'found') {
    return (
      <>
        <HiddenTitle>{chainInWords(address)}</HiddenTitle>
        <NoVersion at={found} loading={<WorkspaceSkeleton />} />
      </>
    );
  }
  const { version } = found;
  // A recorded chain goes on from version to version while a person works in it; a draft is a workspace of its own.
  if (version.recorded) return <RecordedWorkspace key={version.chainId} version={version} recorded={version.recorded} />;
  return <OpenWorkspace key={version.id} version={version} />;
}

/** One version's workspace. It stays mounted while long work runs, so that a half-filled form outlives it. */
function OpenWorkspace({ version }: { version: VersionView }) {
  const editable = version.actions.edit.allowed && version.work?.status !== 'running';
  const draft = useDraftEdits(version.id, version.editRevision);
  return <DraftProvider value={editable ? draft : null}>{aroundDrafted(version, <WorkspaceBody version={version} />)}</DraftProvider>;
}

/** The workspace of a phase that is recorded change by change: there is no draft, and what is done takes effect at once. */
function RecordedWorkspace({ version, recorded }: { version: VersionView; recorded: RecordedStandingView }) {
  return <DraftProvider value={null}>{aroundRecorded(version, recorded, <WorkspaceBody version={version} />)}</DraftProvider>;
}

function WorkspaceBody({ version }: { version: VersionView }) {
  useKeysOfPage(version.recorded ? RECORDED_KEYS : KEYS);
  const queryClient = useQueryClient();
  const [wanted, setPanel] = useQueryState('panel', parseAsString.withOptions({ history: 'push' }));
  const panels = useMemo(() => panelsOf(version), [version]);
  const facts = useVersionSummary(panels.some(({ countOf }) => countOf) ? version.id : null).data?.facts;
  const panel = panels.find((each) => each.value === wanted) ?? panels[0];
  const { id: workId, status: workStatus } = version.work ?? { id: null, status: null };
  const leads = panel?.leadsToItems === true;
  const ended = workId !== null && workStatus !== 'running' ? `${workId} ${workStatus}` : null;
  const known = useRef(ended);
  useEffect(() => {
    // Short work may end before this page hears that it runs; what had ended when the page opened is in what it read.
    if (ended === null || ended === known.current) return;
    known.current = ended;
    if (leads && workStatus === 'done') void setPanel(null);
    // Long work ends in the worker: what this page read before is then out of date.
    void rereadVersion(queryClient, version.id);
  }, [ended, leads, workStatus, setPanel, queryClient, version.id]);
  if (!panel) return null;
  const items = panel.value === ITEMS_PANEL;
  return (
    <div className="flex min-h-full flex-1 flex-col md:min-h-0">
      <VersionHeader version={version} />
      {version.recorded && version.id === version.approvedVersionId ? <RecordedLine version={version} recorded={version.recorded} /> : null}
      <Tabs
        label="Parts of this version"
        value={panel.value}
        onChange={(value) => void setPanel(value === ITEMS_PANEL ? null : value)}
        tabs={panels.map(({ value, label, countOf }) => ({ value, label, count: facts ? countOf?.(facts) : null }))}
        actions={items ? besideTabs(version) : null}
        className="min-h-0 flex-1 [&>div:first-child]:px-4 md:[&>div:first-child]:px-6"
      >
        {items
          ? (asText(version) ?? (
              <ItemGrid
                version={version}
                belowFields={belowFields}
                aboveFields={aboveFields}
                empty={<NoItems version={version} onPanel={(value) => void setPanel(value)} />}
              />
            ))
          : panel.render(version)}
      </Tabs>
    </div>
  );
}

/** What waits for whom in a recorded phase, or why nothing does. */
function RecordedLine({ version, recorded }: { version: VersionView; recorded: RecordedStandingView }) {
  const { lane, tasks, total, open } = recorded;
  const { itemNoun: noun, recorded: phase } = phaseDefinition(version.phase);
  if (lane.retired)
    return (
      <Line>
        The lane of {lane.name} ended <RelativeTime at={lane.retired.at} />: {lane.retired.reason} Its record stays.
      </Line>
    );
  const nobody = (task: TaskName) => `nobody holds ${ROLE_LABELS[TASKS[task].role]} for ${lane.name}`;
  const elsewhere = phase?.elsewhere ? elsewhereInWords({ tasks, open }, noun, phase.elsewhere.waiting) : null;
  const waiting = [waitingInWords(tasks, noun, nobody), elsewhere].filter((words) => words !== null);
  return <Line live>{waiting.length > 0 ? waiting.join('; ') : `Nothing waits: ${counted(total, noun)}, all done`}.</Line>;
}

function Line({ children, live = false }: { children: ReactNode; live?: boolean }) {
  return (
    <p role={live ? 'status' : undefined} className="border-b border-line bg-sunken px-4 py-1.5 text-xs text-muted md:px-6">
      {children}
    </p>
  );
}

function NoItems({ version, onPanel }: { version: VersionView; onPanel: (panel: string) => void }) {
  const noun = phaseDefinition(version.phase).itemNoun.many;
  const nothing = nothingIn(version);
  if (nothing) return <EmptyState title={nothing.title}>{nothing.words}</EmptyState>;
  const maker = panelsOf(version).find((panel) => panel.makesItems);
  const mayMake = maker && version.status === 'draft' && version.actions.request_work.allowed;
  return (
    <EmptyState
      title={`No ${noun} yet`}
      action={
        mayMake ? (
          <Button variant="primary" onClick={() => onPanel(maker.value)}>
            {maker.label}
          </Button>
        ) : null
      }
    >
      {mayMake ? maker.makesItems : `This version holds no ${noun}.`}
    </EmptyState>
  );
}

function WorkspaceSkeleton() {
  return (
    <div role="status" aria-label="Loading the workspace">
      <div className="flex flex-col gap-3 border-b border-line px-6 py-5">
        <Skeleton className="h-3 w-40" />
        <Skeleton className="h-6 w-72" />
        <Skeleton className="h-3 w-96" />
      </div>
      <SkeletonRows rows={16} />
    </div>
  );
}
