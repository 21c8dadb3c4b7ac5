import type { RightsChangeKind } from '#domain/people/confirmed-rights';

/** A change of somebody's rights, or of a report's owner, that no second person has confirmed. */
export interface RightsChangeView {
  id: string;
  kind: RightsChangeKind;
  /** ISO instant. */
  at: string;
  /** Who made it. */
  by: string;
  /** Whose rights they are; null where a report is left without an owner. */
  person: string | null;
  /** The report that it is about; null: all of them. */
  reportName: string | null;
  was: string | null;
  became: string | null;
  /** Why whoever made it lets it stand on their own word ("break glass"); null: it waits for a second person. */
  brokenGlass: string | null;
  /** What the reader may do about it. */
  mayConfirm: boolean;
  mayBreakGlass: boolean;
}
