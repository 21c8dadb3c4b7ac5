import type { FindingEventKind, FindingState } from '#domain/observing/finding-life';
import type { Grade } from '#domain/observing/severity';

/** One thing that happened to a finding. */
export interface FindingEventView {
  kind: FindingEventKind;
  note: string;
  /** ISO date; null where the kind names no day. */
  until: string | null;
  by: string;
  role: string;
  at: string;
}

/** What approved observations came to since. */
export interface FindingsView {
  rows: readonly {
    key: string;
    title: string;
    severity: Grade;
    state: FindingState;
    /** ISO date by which it is to be remedied; null where none was said. */
    due: string | null;
    remediedBy: string | null;
    action: string;
    recurrence: 'still-open' | 'returned' | null;
    /** In how many other cycles of the report it was observed. */
    elsewhere: number;
    /** What the reader may add to it as it stands. */
    possible: readonly FindingEventKind[];
    events: readonly FindingEventView[];
  }[];
}
