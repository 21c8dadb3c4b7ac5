import { ClipboardList, ClipboardPen, Gavel, type LucideIcon, Play } from 'lucide-react';
import type { Hue } from '#components/ui/badge';
import { formatCount } from '#components/ui/count-chips';
import { INBOX_COUNT_LIMIT, type InboxRow, type InboxTab } from '#contract/views/work-views';
import { versionInWords } from '#domain/phase/chain-address';

export const TAB_LABELS: Record<InboxTab, string> = {
  waiting: 'Waiting for me',
  sent: 'Sent by me',
  team: 'Team',
  done: 'Done',
};

/** Why a tab is empty, and what would fill it. */
export const EMPTY_REASONS: Record<InboxTab, { title: string; why: string }> = {
  waiting: {
    title: 'Nothing waits for you',
    why: 'Versions to decide and work to prepare appear here when they are your turn. What you have sent is under “Sent by me”.',
  },
  sent: {
    title: 'You have nothing under way',
    why: 'Versions you submitted stay here until somebody has decided on them.',
  },
  team: {
    title: 'Nothing waits for your colleagues',
    why: 'Open work on the reports you take part in, when it is somebody else’s turn, is listed here.',
  },
  done: {
    title: 'Nothing has been decided yet',
    why: 'Versions you submitted or decided on are kept here after the decision.',
  },
};

export const TASK_LOOK: Record<InboxRow['kind'], { hue: Hue; icon: LucideIcon }> = {
  decide: { hue: 'active', icon: Gavel },
  prepare: { hue: 'idle', icon: ClipboardPen },
  task: { hue: 'active', icon: ClipboardList },
  start: { hue: 'idle', icon: Play },
};

/** A count of the inbox: counting stops at a thousand, and says so. */
export function countWords(count: number): string {
  return count >= INBOX_COUNT_LIMIT ? `${formatCount(INBOX_COUNT_LIMIT)}+` : formatCount(count);
}

/** How a row is named aloud: report, phase, version. */
export function rowName(row: InboxRow): string {
  const lender = row.onBehalfOf ? `, for ${row.onBehalfOf.name}` : '';
  const claim = row.claim ? `, claimed by ${row.claim.mine ? 'you' : row.claim.by.name}` : '';
  return `${row.reportName}, ${versionInWords(row, row.versionNumber)}${lender}${claim}`;
}
