import { z } from 'zod';
import { OPEN_INSTANCE_STATES } from '#domain/progress/instance-state';
import { type InboxViewSettings, inboxViewSchema } from './inbox-view';

/** Pages of which people keep views. */
export const SAVED_VIEW_PAGES = ['inbox', 'progress'] as const;
export type SavedViewPage = (typeof SAVED_VIEW_PAGES)[number];

/** Progress as its address says it: the cycle, where one is chosen, and the filters. */
export const progressViewSchema = z.strictObject({
  cycle: z.uuid('is not an id').nullable().default(null),
  find: z.string().trim().min(1).max(200).nullable().default(null),
  lob: z.string().min(1).max(200).nullable().default(null),
  state: z.enum(OPEN_INSTANCE_STATES).nullable().default(null),
  person: z.uuid('is not an id').nullable().default(null),
});
export type ProgressViewSettings = z.output<typeof progressViewSchema>;

/** What a view keeps of each page: parameters of its address. */
export interface ViewSettings {
  inbox: InboxViewSettings;
  progress: ProgressViewSettings;
}

/** A named view of a page; at most one of each page opens by itself. */
export interface SavedViewView<P extends SavedViewPage = SavedViewPage> {
  id: string;
  name: string;
  view: ViewSettings[P];
  isDefault: boolean;
}

const PARAMETERS = { inbox: inboxViewSchema.shape, progress: progressViewSchema.shape };

/** A view as it was stored, each parameter that this release does not know or take left out. */
export function knownView<P extends SavedViewPage>(page: P, stored: unknown): ViewSettings[P] {
  const given: Readonly<Record<string, unknown>> = typeof stored === 'object' && stored !== null ? { ...stored } : {};
  const known = Object.entries<z.ZodType>(PARAMETERS[page]).map(([name, parameter]) => {
    const read = parameter.safeParse(given[name]);
    return [name, read.success ? read.data : parameter.parse(undefined)];
  });
  return Object.fromEntries(known) as ViewSettings[P];
}

/** Whether two views of a page are of the same parameters. */
export function isSameView<P extends SavedViewPage>(one: ViewSettings[P], other: ViewSettings[P]): boolean {
  const values = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).every(([name, value]) => values.get(name) === value);
}

/** The parameters of an address that a view states; none where it keeps all as it is. */
export function viewParameters<P extends SavedViewPage>(view: ViewSettings[P]): [string, string][] {
  return Object.entries(view).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
