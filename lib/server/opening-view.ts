import 'server-only';
import { redirect } from 'next/navigation';
import { type SavedViewPage, type ViewSettings, viewParameters } from '#contract/views/saved-views';
import { readSavedViews } from '#data/desk/saved-views.queries';
import { dependencies } from './dependencies';

/**
 * Goes to a page with the person's default view of it, where there is one that narrows anything: for who comes without a view in the address.
 * @param usable what can be shown of a view; as it is where left out
 */
export async function openWithDefaultView<P extends SavedViewPage>(
  page: P,
  userId: string,
  usable: (view: ViewSettings[P]) => ViewSettings[P] = (view) => view,
): Promise<void> {
  const first = (await readSavedViews(dependencies().db, userId, page)).find((saved) => saved.isDefault);
  const parameters = first ? viewParameters(usable(first.view)) : [];
  if (parameters.length > 0) redirect(`/${page}?${new URLSearchParams(parameters).toString()}`);
}
