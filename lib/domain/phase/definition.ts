import type { z } from 'zod';
import type { ItemFilter } from '../item/item-filter';
import { type Facts, type Item, type ItemData, type Json } from '../item/json';
import type { AnsweredPhase } from './answered';
import type { Figure } from './figure';
import type { PhaseName } from './phase-names';
import type { RecordedPhase } from './recorded';

export const FIELD_KINDS = ['text', 'long-text', 'integer', 'decimal', 'date', 'boolean', 'choice', 'list', 'record', 'key'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** One named value inside a field of kind `record`, shown as a column of its own. */
export interface FieldPart {
  name: string;
  label: string;
  kind: FieldKind;
  choices?: readonly { value: string; label: string }[];
  /** Shown in the grid at first sight. */
  grid: boolean;
}

/** One column of an item: how forms, grids, differences and exports show and edit it. `Name` ties it to the schema of the items. */
export interface FieldDefinition<Name extends string = string> {
  /** Name in the item's data. */
  name: Name;
  label: string;
  kind: FieldKind;
  /** `choice`: the values in order with their labels. */
  choices?: readonly { value: string; label: string }[];
  /** Whether a person may edit it in a draft; otherwise the server alone sets it, in new items too. */
  editable: boolean;
  /** Not editable, and items are added by hand: what it holds in an item that a person adds. */
  byHand?: Json;
  /** A text whose values are a list that the installation keeps: it is chosen where the list is known (`withChoices`). */
  choicesFrom?: 'lines-of-business';
  /** `choice`: the values that fit an item; left out where all do. None: it is decided by rule. */
  offered?: (item: ItemData) => readonly string[];
  /** As `offered`: the items that a value fits. */
  offeredTo?: (value: string) => ItemFilter;
  /** `record`: the values inside that people look at, in order; left out where every one is a column (a record's own values). */
  parts?: readonly FieldPart[];
  /** Shown in the grid at first sight, or only in the side panel and by column choice. */
  grid: boolean;
  /** A view of the phase's own shows it beside the fields of an item: it is not listed among them. */
  shownApart?: true;
  /** The preparer's own decision column: what bulk decide sets. */
  preparerDecision?: boolean;
  /** Holds source values that are masked for people without the right (domain.md, "Confidentiality"). */
  maskable?: boolean;
  /** A text in a language of its own, whose changes are shown by its parts. */
  language?: 'rule';
  /** How people read a value of a list that is open: an error pattern. Left out: as it is. */
  inWords?: (value: string) => string;
  help?: string;
}

/** How many items match a filter; what gates and summaries are computed from, in SQL, without loading items. */
export type CountItems = (filter: ItemFilter) => Promise<number>;

export interface GateContext {
  facts: Facts;
  count: CountItems;
  /** Counts by the distinct values of one field (lists and records as their JSON text), most frequent first. */
  countBy: (field: string, filter?: ItemFilter) => Promise<readonly { value: string | null; count: number }[]>;
  /** Items that match a filter, in the order of their keys; only for phases whose items are few (attributes, rules). */
  list: (filter: ItemFilter) => Promise<readonly Item[]>;
  /** Names of the report's listed sources. */
  sourceNames: readonly string[];
  /** Names of the active lines of business. */
  lobNames: readonly string[];
  /** Keys (with a sentence each) of stale inputs that nobody has accepted. */
  staleInputs: readonly string[];
  /** Where the tests stand that this version is made from; left out where it is made from none. */
  tests?: () => Promise<TestsStanding>;
  /** Where the approved versions of the whole report stand that this version is made from; left out where it is made from fewer. */
  report?: () => Promise<ReportStanding>;
}

/** What a final report would be made from now. */
export interface ReportStanding {
  /** What is not complete yet of the lanes, each as a sentence without its full stop: "Retail: Test Execution is not complete". */
  unfinished: readonly string[];
  /** Observations that are being revised, likewise. */
  openObservations: readonly string[];
  /** The figures of each section as their rules give them now, by the section's key. */
  figures: ReadonlyMap<string, readonly Figure[]>;
  /** The facts that name what is significant now, by their keys. */
  matters: ReadonlyMap<string, ItemData>;
}

/** The tests of a line of business beside the failing cases that a version holds. */
export interface TestsStanding {
  /** The lanes whose tests are not done yet, by their keys; empty where every test is done and reviewed. */
  unfinished: readonly string[];
  /** Reviewed failures that the version does not hold. */
  unlinked: number;
  /** Cases of the version that do not fail in the run that it holds of them. */
  unfounded: number;
  /** Cases of the version whose observation it does not hold. */
  orphaned: number;
}

/** A condition for submission. `blockedBy` lists by name what still blocks; an empty list is a met gate. */
export interface Gate {
  code: string;
  label: string;
  /** One sentence naming what blocks, null when met. */
  blocked: string | null;
  /** Where the person goes to mend it: a filtered grid, or a named panel of the workspace. */
  link: { filter: ItemFilter } | { panel: string } | null;
}

/** One part of a summary without baseline; each part opens a filtered grid. */
export interface SummaryPart {
  label: string;
  value: string;
  help?: string;
  /** Hashes, seeds and names of methods by which the value can be checked; shown when asked for. */
  proof?: string;
  filter?: ItemFilter;
}
export interface SummarySection {
  title: string;
  parts: readonly SummaryPart[];
}

export type SummaryContext = GateContext;

/** A few words of what work came to, and where they lead; null where they lead nowhere. */
export interface OutcomePart {
  words: string;
  link: Gate['link'];
}

/** An item on both sides of a comparison; null where it is missing. */
export interface ItemChangePair {
  key: string;
  before: ItemData | null;
  after: ItemData | null;
}

/** A version beside the one it is compared with: what its effects are computed from. */
export interface EffectContext {
  base: GateContext;
  head: GateContext;
  /** Added, removed and changed items in the order of their keys; facts are in the contexts. */
  changes: readonly ItemChangePair[];
  /** More items changed than `changes` lists. */
  cutOff: boolean;
}

/**
 * All that the shared mechanisms (form, grid, differences, gate list, dashboards) need to know of a phase.
 * A phase is one of these, one preparer in worker/prepare and one line in the plan.
 */
export interface PhaseDefinition {
  phase: PhaseName;
  /** "attribute", "attributes". */
  itemNoun: { one: string; many: string };
  keyLabel: string;
  /** The field that people find an item by; left out where that is the key. */
  findBy?: string;
  /** The content of an item; parse errors name the field. */
  itemSchema: z.ZodType<ItemData>;
  fields: readonly FieldDefinition[];
  /** Whether people may add and remove items of a draft by hand; otherwise only imports, draws and preparers do. */
  itemsByHand?: boolean;
  /**
   * What follows from a person's edit: derived fields made anew (a rule's problem, an attribute's final scoping) and what no
   * longer holds taken away (results of another expression). Pure; called for every item an edit puts. Asked for by `settleOf`.
   */
  settle?: (edited: ItemData, before: ItemData | null, facts: Facts) => ItemData;
  /** Whether an item as it is decided wants a reason that it does not have; asked for in place at once. */
  reasonDue?: (item: ItemData) => boolean;
  /** What long work of this phase came to, in a few words that lead on; `items` is how many the version holds. */
  workOutcome?: (facts: Facts, items: number) => readonly OutcomePart[];
  /** Whether a reviewer may ask for items that are not there ("20 more where …"). */
  takesAdditions?: boolean;
  /** What matters most of a revision: shown first on the decision screen and in comparisons. */
  effects?: (context: EffectContext) => Promise<readonly SummarySection[]>;
  /** Items are records of the population: their keys are values of its key attributes. Of some items only: which, by their keys. */
  keyedByRecord?: boolean | ((key: string) => boolean);
  /** The key of the record that an item is about, by the item's own key, where that is not the record's; null where it is about none. */
  recordOf?: (key: string) => string | null;
  /** Its items as people look at them first, where a version holds others too; left out where it holds no others. */
  rows?: ItemFilter;
  /** Which items there are follows from what the version is made from alone: none is brought over from an earlier one. */
  derivedItems?: true;
  /** Field by which items are grouped on the decision screen, if any. */
  groupBy?: readonly { label: string; filter: ItemFilter }[];
  /** Labels of the reserved keys, for differences of facts ("$file" → "Data file"). */
  factLabel: (key: string) => string;
  /** A fact in a sentence; null where its values say it. `data` is as the reader may see it. */
  factWords?: (key: string, data: ItemData) => string | null;
  /** What a fact is one of, so that many of them stand in one line of a difference; null where it stands alone. */
  factNoun?: (key: string) => { one: string; many: string } | null;
  /** Facts that items rest on, and that come along when the rows of a rejected or discarded version are brought over. */
  restsOn?: (factKey: string) => boolean;
  /** Phases whose approved versions this one is built from. */
  builtFrom: readonly PhaseName[];
  gates: (context: GateContext) => Promise<readonly Gate[]>;
  summary: (context: SummaryContext) => Promise<readonly SummarySection[]>;
  /** The filter for items the preparer has not decided. */
  undecided: ItemFilter;
  /** Where the phase is recorded change by change, in lanes: who may record what. Left out: its versions are drafted and submitted. */
  recorded?: RecordedPhase;
  /** Where people whom its items name answer a version while it is pending; left out where only approvers speak of it. */
  answers?: AnsweredPhase;
}
