import type { InboxViewSettings } from './inbox-view';
import type { ProgressViewSettings } from './progress-view';

/** Pages of which people keep views. */
export const SAVED_VIEW_PAGES = ['inbox', 'progress'] as const;
export type SavedViewPage = (typeof SAVED_VIEW_PAGES)[number];

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

/** Whether two views of a page are of the same parameters. */
export function isSameView<P extends SavedViewPage>(one: ViewSettings[P], other: ViewSettings[P]): boolean {
  const values = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).every(([name, value]) => values.get(name) === value);
}

/** The parameters of an address that a view states; none where it keeps all as it is. */
export function viewParameters<P extends SavedViewPage>(view: ViewSettings[P]): [string, string][] {
  return Object.entries(view).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
