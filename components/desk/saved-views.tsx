'use client';
import { Bookmark } from 'lucide-react';
import { useState } from 'react';
import { removeView } from '#actions/remove-view';
import { saveView } from '#actions/save-view';
import { setDefaultView } from '#actions/set-default-view';
import { useSavedViews } from '#client/saved-views';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/menu';
import { NameDialog } from '#components/ui/name-dialog';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { SaveViewInput } from '#contract/desk-inputs';
import { isSameView, type SavedViewPage, type SavedViewView, type ViewSettings } from '#contract/views/saved-views';

/** How each page is called at the beginning of a sentence and within it, and what its views keep. */
const WORDS: Record<SavedViewPage, { first: string; within: string; keeps: string }> = {
  inbox: { first: 'The inbox', within: 'the inbox', keeps: 'tab, filters and sort' },
  progress: { first: 'Progress', within: 'Progress', keeps: 'cycle and filters' },
};

interface SavedViewsProps<P extends SavedViewPage> {
  page: P;
  /** What the address says now. */
  view: ViewSettings[P];
  onChoose: (view: ViewSettings[P]) => void;
}

/** One's own views of a page: choose, keep, rename, make one open by itself, remove. What they hold is the address. */
export function SavedViews<P extends SavedViewPage>({ page, view, onChoose }: SavedViewsProps<P>) {
  const saved = useSavedViews(page);
  const refreshes = { refreshes: [['saved-views', page]] } as const;
  const [naming, setNaming] = useState<SavedViewView<P> | 'new' | null>(null);
  const save = useAction(saveView, refreshes);
  const remove = useAction(removeView, refreshes);
  const choose = useAction(setDefaultView, refreshes);
  const { first, within, keeps } = WORDS[page];
  const current = saved.data?.find((each) => isSameView(each.view, view)) ?? null;
  const onError = (error: Error): void => sayRefused(error.message);
  const keep = (name: string): void => {
    const named = naming === 'new' || naming === null ? { name, view } : { viewId: naming.id, name, view: naming.view };
    // That settings are of their page is what P says; a union does not follow it.
    save.mutate({ page, ...named } as SaveViewInput, {
      onSuccess: () => {
        sayDone(naming === 'new' ? `View “${name}” saved` : 'View renamed');
        setNaming(null);
      },
    });
  };
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" className="max-md:justify-start" icon={<Bookmark aria-hidden className="size-4" />}>
            <span className="max-w-40 truncate">{current?.name ?? 'Views'}</span>
          </Button>
        }
      >
        {saved.data?.length ? <MenuLabel>My views</MenuLabel> : null}
        {saved.data?.map((each) => (
          <MenuItem key={each.id} onSelect={() => onChoose(each.view)}>
            <span className={each === current ? 'font-medium' : undefined}>{each.name}</span>
            {each.isDefault ? <span className="text-faint"> · opens first</span> : null}
          </MenuItem>
        ))}
        {saved.data?.length ? <MenuSeparator /> : null}
        <MenuItem disabledReason={current ? `It is saved as “${current.name}”.` : null} onSelect={() => setNaming('new')}>
          Save this view…
        </MenuItem>
        {current ? (
          <>
            <MenuItem onSelect={() => setNaming(current)}>Rename “{current.name}”…</MenuItem>
            <MenuItem
              onSelect={() =>
                choose.mutate(
                  { page, viewId: current.isDefault ? null : current.id },
                  {
                    onSuccess: () => sayDone(current.isDefault ? `${first} opens without a view` : `${first} opens with “${current.name}”`),
                    onError,
                  },
                )
              }
            >
              {current.isDefault ? `No longer open ${within} with it` : `Open ${within} with it`}
            </MenuItem>
            <MenuItem
              danger
              onSelect={() =>
                remove.mutate({ viewId: current.id }, { onSuccess: () => sayDone(`View “${current.name}” removed`), onError })
              }
            >
              Remove “{current.name}”
            </MenuItem>
          </>
        ) : null}
      </Menu>
      {naming ? (
        <NameDialog
          title={naming === 'new' ? 'Save this view' : 'Rename the view'}
          description={`Kept for you alone: ${keeps}. To show them to a colleague, send the address.`}
          initial={naming === 'new' ? '' : naming.name}
          maxLength={80}
          busy={save.isPending}
          error={save.error?.message ?? null}
          onClose={() => {
            save.reset();
            setNaming(null);
          }}
          onSave={keep}
        />
      ) : null}
    </>
  );
}
