import type { z } from 'zod';
import { inboxViewSchema } from './inbox-view';
import { progressViewSchema } from './progress-view';
import type { SavedViewPage, ViewSettings } from './saved-views';

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
