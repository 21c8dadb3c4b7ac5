import { ClipboardList, ClipboardPen, Gavel, type LucideIcon, Play } from 'lucide-react';
import type { Hue } from '#components/ui/badge';
import { formatCount } from '#components/ui/count-chips';
import { INBOX_COUNT_LIMIT, type InboxRow, type InboxTab } from '#contract/views/work-views';
import type { Role } from '#domain/people/roles';
import { versionInWords } from '#domain/phase/chain-address';

export const TAB_LABELS: Record<InboxTab, string> = {
  waiting: 'Waiting for me',
  sent: 'Sent by me',
  team: 'Team',
  done: 'Done',
};

/** Why a tab is empty, and what would fill it. */
const EMPTY_REASONS: Record<InboxTab, { title: string; why: string }> = {
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

/** What will wait for whoever holds a role, and when; those who never decide or prepare are told where their work is. */
const WHAT_WILL_COME: Record<Role, string> = {
  tester: 'Work to prepare appears here when a report that you test reaches it.',
  report_owner: 'Versions of your reports appear here as soon as their tester has submitted them.',
  report_executive: 'Nothing waits for you unless a policy asks for your signature; how your reports stand is under “Cycles”.',
  data_executive: 'When a sample of your line of business is approved, you name the owners of its attributes here.',
  data_owner: 'When a Data Executive names you as the owner of attributes, you say here whether they are yours.',
  test_executive: 'Reports to start appear here; how all of them stand is under “Cycles”.',
  examiner: 'Nothing will ask for you: what you may read is under “Cycles” and “Trail”.',
  admin: 'Nothing of an admin’s work waits here; it is under “Admin”.',
};

/** Why a tab is empty, and for the tab of what waits, what will come to somebody with these roles. */
export function emptyReason(tab: InboxTab, roles: readonly Role[]): { title: string; why: string } {
  const reason = EMPTY_REASONS[tab];
  if (tab !== 'waiting' || roles.length === 0) return reason;
  return { title: reason.title, why: roles.map((role) => WHAT_WILL_COME[role]).join(' ') };
}

export const TASK_LOOK: Record<InboxRow['kind'], { hue: Hue; icon: LucideIcon }> = {
  decide: { hue: 'active', icon: Gavel },
  prepare: { hue: 'idle', icon: ClipboardPen },
  task: { hue: 'active', icon: ClipboardList },
  start: { hue: 'idle', icon: Play },
};

/** A count of the inbox: counting stops at a hundred, and says so; null until it is known. */
export function countWords(count: number | undefined): string | null {
  if (count === undefined) return null;
  return count >= INBOX_COUNT_LIMIT ? `${formatCount(INBOX_COUNT_LIMIT)}+` : formatCount(count);
}

/** How a row is named aloud: report, phase, version. */
export function rowName(row: InboxRow): string {
  const lender = row.onBehalfOf ? `, for ${row.onBehalfOf.name}` : '';
  const claim = row.claim ? `, claimed by ${row.claim.mine ? 'you' : row.claim.by.name}` : '';
  return `${row.reportName}, ${versionInWords(row, row.versionNumber)}${lender}${claim}`;
}
