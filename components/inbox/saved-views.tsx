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
import { sayDone, sayRefused } from '#components/ui/toast';
import type { SavedViewView } from '#contract/views/desk-views';
import { SaveViewDialog } from './save-view-dialog';
import { type InboxViewState, isSameView } from './use-inbox-view';

const REFRESHES = { refreshes: [['saved-views']] } as const;

/** One's own views of the inbox: choose, keep, rename, make one open by itself, remove. What they hold is the address. */
export function SavedViews({ state }: { state: InboxViewState }) {
  const saved = useSavedViews();
  const [naming, setNaming] = useState<SavedViewView | 'new' | null>(null);
  const save = useAction(saveView, REFRESHES);
  const remove = useAction(removeView, REFRESHES);
  const choose = useAction(setDefaultView, REFRESHES);
  const { tab, report, phase, due, sort } = state.view;
  const view = { tab, report, phase, due, sort };
  const current = saved.data?.find((each) => isSameView(each.view, view)) ?? null;
  const onError = (error: Error): void => sayRefused(error.message);
  const keep = (name: string): void =>
    save.mutate(naming === 'new' || naming === null ? { name, view } : { viewId: naming.id, name, view: naming.view }, {
      onSuccess: () => {
        sayDone(naming === 'new' ? `View “${name}” saved` : 'View renamed');
        setNaming(null);
      },
    });
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
          <MenuItem key={each.id} onSelect={() => void state.setView(each.view)}>
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
                  { viewId: current.isDefault ? null : current.id },
                  {
                    onSuccess: () =>
                      sayDone(current.isDefault ? 'The inbox opens without a view' : `The inbox opens with “${current.name}”`),
                    onError,
                  },
                )
              }
            >
              {current.isDefault ? 'No longer open the inbox with it' : 'Open the inbox with it'}
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
        <SaveViewDialog
          initial={naming === 'new' ? '' : naming.name}
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
