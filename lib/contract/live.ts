/** What pages are told while they are open: that something changed, never what. Each is a server-sent event with one line of JSON. */

/** Something changed, of what the reader may see. */
export interface LiveChange {
  /** The cycle reports in which something changed. */
  reports: readonly { cycleReportId: string; cycleId: string }[];
  /** Something outside of reports did: people, rights, absences, owners, policies. */
  installation: boolean;
}

/** The first event of a stream. */
export interface LiveOpening {
  /** For how long, in ms, changes are known: `recent` holds all of them since. */
  coversMs: number;
  recent: readonly { agoMs: number; change: LiveChange }[];
  /** Nobody can tell at the moment, until `back`. */
  isAway: boolean;
}

/** The events of a stream, by name. `beat` comes every `BEAT_MS`; `ended`: the session has; `away`: nobody can tell what changes until `back`. */
export interface LiveEvents {
  opened: LiveOpening;
  changed: LiveChange;
  beat: null;
  away: null;
  back: null;
  ended: null;
}
export type LiveEventName = keyof LiveEvents;

export const LIVE_EVENTS = ['opened', 'changed', 'beat', 'away', 'back', 'ended'] as const satisfies readonly LiveEventName[];

/** How often a stream says that it is there. Whoever has heard nothing for two and a half of these believes it lost. */
export const BEAT_MS = 20_000;
/** For how long changes are remembered, for whoever read something just before they were listening. */
export const REMEMBERED_MS = 30_000;

/** Whether anything changed at all. */
export function isChange({ reports, installation }: LiveChange): boolean {
  return installation || reports.length > 0;
}

/** Both changes as one. */
export function together(one: LiveChange, other: LiveChange): LiveChange {
  const reports = new Map([...one.reports, ...other.reports].map((report) => [report.cycleReportId, report]));
  return { reports: [...reports.values()], installation: one.installation || other.installation };
}
