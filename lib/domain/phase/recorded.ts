import { canonicalJson, textHash } from '../item/canonical-json';
import type { ItemFilter } from '../item/item-filter';
import type { ItemData, Json } from '../item/json';
import type { Role } from '../people/roles';
import type { RefusalCode } from '../refusals';
import type { PhaseName } from './phase-names';
import type { TaskName } from './tasks';
import type { Verdict } from './verdicts';

/** The field that holds the hash of what is judged of an item. */
export const JUDGED_FIELD = 'judged';

/** As what filters, sorts and grids ask for the verdict that stands on an item, which its content does not hold. */
export const STANDING_FIELD = 'standing';
/** What stands on an item that nobody has given a verdict on. */
export const NO_VERDICT = 'none';

/** A view of a recorded phase's items that is one press away, with how many it shows. */
export interface RecordedViewOfItems {
  label: string;
  filter: ItemFilter;
}

/** Items that make up a task: those that match, on whose present judged part one of these verdicts stands (`none`: no verdict). */
export interface TaskItems {
  items: ItemFilter;
  standing: readonly (Verdict | 'none')[];
}

/** One kind of task in a recorded phase. */
export interface RecordedTask {
  task: TaskName;
  /** Whether it waits for those whom the phase's items name, or whose lane it is; otherwise for whoever holds the task's role. */
  toPerson: boolean;
  due: readonly TaskItems[];
}

/** What a phase that is recorded change by change is, beside its fields (docs/decisions/0029-lanes.md). */
export interface RecordedPhase {
  /** The fields that somebody may set, by the role in which they act. */
  sets: Partial<Record<Role, readonly string[]>>;
  /** Texts that are said of one change: what was said of an earlier one does not stand for it. */
  saidAnew: readonly string[];
  /** The verdicts that somebody may give, by the role in which they act. */
  verdicts: Partial<Record<Role, readonly Verdict[]>>;
  /** The part of an item that a verdict is about: a verdict stands while it is unchanged. */
  judged: (item: ItemData) => Json;
  /**
   * Whom beside the report's own people it concerns, who may see the chain: whom a field of its items names, who alone judge them then; the owner
   * of the lane; or nobody.
   */
  people: { field: string } | 'owner' | 'nobody';
  /** The role that whoever is named there has to hold. */
  personRole: Role;
  /** Why somebody may not give a verdict on an item as it is, whatever it is: nothing was supplied yet. Left out: on every item. */
  refuseVerdict?: (item: ItemData, role: Role) => string | null;
  /** Why a change of an item is refused, with a sentence that names the place; null where it is not. */
  refuse: (before: ItemData, after: ItemData) => { code: RefusalCode; detail: string } | null;
  /** Where an item stands that has no verdict: nothing was recorded yet, or something waits; people in the words are tokens. */
  unjudged: (item: ItemData) => { state: 'missing' | 'waiting'; words: string };
  /** Its items by where each of them stands, in the order in which they are dealt with. */
  views: readonly RecordedViewOfItems[];
  /** All that may wait in it. It is complete when nothing does and it holds items. */
  tasks: readonly RecordedTask[];
  /** Phases of the same lane whose approved versions, and the verdicts on them, list its items, in place of what lists the lane. */
  follows?: readonly PhaseName[];
  /** Items that wait for what happens in another phase, and are nobody's task here; it is not complete while there are any. `waiting`: what for, after their number. */
  elsewhere?: { due: readonly TaskItems[]; waiting: string };
}

/** The field by which items name somebody; null where they do not. */
export function namingField({ people }: Pick<RecordedPhase, 'people'>): string | null {
  return typeof people === 'object' ? people.field : null;
}

/** Answers an item with the hash of its judged part: lower-case hex of the SHA-256 of that part's canonical JSON. */
export function withJudged<Content extends ItemData>(recorded: Pick<RecordedPhase, 'judged'>, item: Content): Content {
  return { ...item, [JUDGED_FIELD]: textHash(canonicalJson(recorded.judged(item))) };
}
