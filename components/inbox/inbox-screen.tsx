'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useState } from 'react';
import { inboxRowsOf, useInbox, useInboxCounts, useInboxReports } from '#client/inbox';
import { AbsenceButton } from '#components/absence/absence-button';
import { Button } from '#components/ui/button';
import { ColumnMenu, useHiddenColumns } from '#components/ui/column-choice';
import { DataTable } from '#components/ui/data-table';
import { useKeysOfPage } from '#components/ui/keys-dialog';
import { NarrowSkeleton } from '#components/ui/narrow-skeleton';
import { openedFromInbox } from '#components/ui/opened-from';
import { PageHeader } from '#components/ui/page-header';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { Tabs } from '#components/ui/tabs';
import { useColumnWidths } from '#components/ui/use-column-widths';
import { useKeys } from '#components/ui/use-keys';
import { useIsWide } from '#components/ui/use-media';
import { useRowSelection } from '#components/ui/use-row-selection';
import { destinationHref } from '#contract/addresses';
import { INBOX_SORTS, INBOX_TABS } from '#contract/views/work-views';
import type { Role } from '#domain/people/roles';
import { BulkBar } from './bulk-bar';
import { type SendBulkDecision } from './bulk-dialog';
import { DelegationsButton } from './delegations-button';
import { InboxCards } from './inbox-cards';
import { inboxColumns } from './inbox-columns';
import { InboxFilters } from './inbox-filters';
import { countWords, emptyReason, rowName, TAB_LABELS } from './inbox-labels';
import { useClaim } from './use-claim';
import { useInboxView } from './use-inbox-view';

const KEYS = [
  {
    title: 'Inbox',
    keys: [
      { keys: ['c'], does: 'Claim the row, or release it' },
      { keys: ['1', '4'], does: 'First to fourth tab' },
    ],
  },
];

/** Home of testers and approvers: what waits, what was sent, what the team does, what is done. */
export function InboxScreen({ roles, sendBulkDecision }: { roles: readonly Role[]; sendBulkDecision: SendBulkDecision }) {
  useKeysOfPage(KEYS);
  const router = useRouter();
  const wide = useIsWide();
  const state = useInboxView();
  const { view, setView, filtered, clearFilters } = state;
  const inbox = useInbox({ tab: view.tab, reportId: view.report, phase: view.phase, due: view.due, sort: view.sort });
  const counts = useInboxCounts();
  const reports = useInboxReports().data;
  const rows = useMemo(() => inboxRowsOf(inbox.data?.pages), [inbox.data]);
  const keys = useMemo(() => rows.map((row) => row.id), [rows]);
  const selection = useRowSelection(keys);
  const [current, setCurrent] = useState<string | null>(null);
  const claim = useClaim();
  const columns = useMemo(() => inboxColumns(view.tab, rows, claim), [view.tab, rows, claim]);
  const { hidden, toggle } = useHiddenColumns();
  const widths = useColumnWidths('inbox');
  useTitleCount(counts.waiting ?? null);

  const toTab = (index: number) => () => {
    selection.clear();
    void setView({ tab: INBOX_TABS[index] ?? 'waiting' }, { history: 'push' });
  };
  const claimCurrent = () => {
    const row = rows.find((each) => each.id === current);
    if (row && view.tab === 'waiting') claim(row);
  };
  useKeys({ c: claimCurrent, '1': toTab(0), '2': toTab(1), '3': toTab(2), '4': toTab(3) });

  const reason = emptyReason(view.tab, roles);
  const empty = filtered ? (
    <EmptyState title="Nothing matches the filters" action={<Button onClick={clearFilters}>Clear filters</Button>}>
      There may be more in this tab without them.
    </EmptyState>
  ) : (
    <EmptyState title={reason.title}>{reason.why}</EmptyState>
  );
  const more = () => {
    if (inbox.hasNextPage && !inbox.isFetchingNextPage) void inbox.fetchNextPage();
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        title="Inbox"
        actions={
          <>
            <AbsenceButton />
            <DelegationsButton />
          </>
        }
      />
      <Tabs
        label="Inbox"
        className="flex-1 px-4 md:px-6"
        panelClassName="-mx-4 md:-mx-6"
        value={view.tab}
        onChange={(tab) => {
          selection.clear();
          void setView({ tab }, { history: 'push' });
        }}
        tabs={INBOX_TABS.map((tab) => ({ value: tab, label: TAB_LABELS[tab], count: countWords(counts[tab]) }))}
      >
        <div className="flex items-center justify-between gap-2 px-4 md:px-6">
          <InboxFilters state={state} reports={reports ?? []} withSort={!wide} />
          {wide ? <ColumnMenu columns={columns} hidden={hidden} onToggle={toggle} /> : null}
        </div>
        <NarrowSkeleton />
        {inbox.isError && rows.length === 0 ? (
          <ErrorState message={inbox.error.message} onRetry={() => void inbox.refetch()} />
        ) : wide ? (
          <DataTable
            label={TAB_LABELS[view.tab]}
            className="border-t border-line max-md:hidden md:px-3"
            rows={rows}
            rowKey={(row) => row.id}
            rowName={rowName}
            columns={columns}
            widths={widths}
            hidden={hidden}
            rowHeight={36}
            currentKey={current}
            onCurrentChange={setCurrent}
            onOpen={(row) => {
              openedFromInbox(destinationHref(row.opens), { at: rows.indexOf(row), of: rows.length });
              router.push(destinationHref(row.opens));
            }}
            selection={view.tab === 'waiting' ? selection : undefined}
            sort={view.sort}
            onSort={(sort) => void setView({ sort: INBOX_SORTS.find((each) => `-${each}` === sort || each === sort) ?? null })}
            onEndReached={more}
            loading={inbox.isPending}
            loadingMore={inbox.isFetchingNextPage}
            empty={empty}
            pageKeys
          />
        ) : inbox.isPending ? (
          <SkeletonRows label="Loading the inbox" />
        ) : rows.length === 0 ? (
          empty
        ) : (
          <>
            <InboxCards rows={rows} tab={view.tab} />
            {inbox.hasNextPage ? (
              <div className="flex justify-center p-4">
                <Button onClick={more} busy={inbox.isFetchingNextPage}>
                  Show more
                </Button>
              </div>
            ) : null}
          </>
        )}
      </Tabs>
      {wide ? (
        <BulkBar rows={rows.filter((row) => selection.has(row.id))} onClear={selection.clear} sendBulkDecision={sendBulkDecision} />
      ) : null}
    </div>
  );
}

/** Puts the count of what waits into the tab's title while the inbox is open. */
function useTitleCount(waiting: number | null) {
  useEffect(() => {
    const before = document.title;
    document.title = waiting ? `(${countWords(waiting)}) Inbox · Countersign` : 'Inbox · Countersign';
    return () => {
      document.title = before;
    };
  }, [waiting]);
}
