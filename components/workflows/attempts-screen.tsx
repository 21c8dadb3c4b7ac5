'use client';
import Link from 'next/link';
import { useAttempts } from '#client/workflows';
import type { FigureColumn } from '#components/oversight/figures-table';
import { PagedFigures } from '#components/oversight/paged-figures';
import { formatCount } from '#components/ui/count-chips';
import { PageHeader } from '#components/ui/page-header';
import { ExactTime } from '#components/ui/relative-time';
import { EmptyState } from '#components/ui/states';
import type { AttemptsAsked, RunOutcome } from '#contract/tracking-inputs';
import type { AttemptRow } from '#contract/views/tracking-views';
import { runHref } from '#contract/workflow-addresses';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { activityTitle } from '#domain/version/course-words';
import { AttemptBadge, durationInWords, placeOf, ReasonWords } from './run-words';

const OUTCOME_WORDS: Record<RunOutcome, string> = { done: 'done', failed: 'failed', lost: 'lost with their worker' };
const NONE = <span className="text-faint">–</span>;

const COLUMNS: readonly FigureColumn<AttemptRow>[] = [
  {
    header: 'Report',
    cell: (row) => (
      <Link href={runHref(row.runId)} prefetch={false} className="inline-block leading-6 hover:underline">
        {row.reportName}
      </Link>
    ),
  },
  { header: 'Workflow', cell: placeOf },
  { header: 'Began', cell: ({ startedAt }) => <ExactTime at={startedAt} /> },
  { header: 'Attempt', align: 'right', cell: ({ attempt }) => attempt },
  { header: 'State', cell: ({ status }) => <AttemptBadge status={status} /> },
  {
    header: 'Took',
    align: 'right',
    cell: ({ startedAt, endedAt }) => (endedAt === null ? NONE : durationInWords(Date.parse(endedAt) - Date.parse(startedAt))),
  },
  { header: 'Why', cell: ({ reason }) => (reason === null ? NONE : <ReasonWords reason={reason} />) },
];

/** The attempts that a figure of the durations counts. */
export function AttemptsScreen({ asked }: { asked: AttemptsAsked }) {
  const query = useAttempts(asked);
  const [first] = query.data?.pages ?? [];
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const narrowed = [
    ...(asked.outcome === undefined ? [] : [OUTCOME_WORDS[asked.outcome]]),
    asked.days === '1' ? 'last day' : `last ${asked.days} days`,
    ...(asked.phase === undefined ? [] : [PHASE_LABELS[asked.phase]]),
  ];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        trail={[
          { label: 'Workflows', href: '/workflows' },
          { label: 'Durations', href: '/workflows/figures' },
        ]}
        title={activityTitle(asked.activity)}
        meta={`${first ? `${formatCount(first.total)} ${first.total === 1 ? 'attempt' : 'attempts'} · ` : ''}${narrowed.join(' · ')}`}
      />
      <div className="min-h-0 flex-1 overflow-auto px-4 pb-6 md:px-6">
        <PagedFigures
          caption="Attempts"
          rows={rows}
          rowKey={({ stepId, attempt }) => `${stepId} ${attempt}`}
          columns={COLUMNS}
          empty={<EmptyState title="No attempt counts here any more">What was counted is older than the window now.</EmptyState>}
          query={query}
        />
      </div>
    </div>
  );
}
