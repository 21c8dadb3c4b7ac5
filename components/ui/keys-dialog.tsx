'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { Dialog } from './dialog';
import { KeyHint } from './key-hint';
import { useKeys } from './use-keys';

export interface KeyGroup {
  title: string;
  keys: readonly { keys: readonly string[]; does: string }[];
}

const EVERYWHERE: KeyGroup = {
  title: 'Everywhere',
  keys: [
    { keys: ['Ctrl', 'K'], does: 'Go to a report, a phase, a version or an action (on a Mac ⌘ K)' },
    { keys: ['?'], does: 'Show the keys' },
    { keys: ['Esc'], does: 'Close a panel or a dialog' },
  ],
};

const NONE: readonly KeyGroup[] = [];
/** What the parts of the page have named, in the order in which they came: a part before the page that holds it. */
let named: readonly (readonly KeyGroup[])[] = [];
let ofPage = NONE;
const listeners = new Set<() => void>();

function show(lists: readonly (readonly KeyGroup[])[]): void {
  named = lists;
  ofPage = together(lists.toReversed().flat());
  for (const listener of listeners) listener();
}

/** Groups of the same title as one; what two parts name alike stands in it once. */
function together(groups: readonly KeyGroup[]): readonly KeyGroup[] {
  const keys = new Map<string, Map<string, KeyGroup['keys'][number]>>();
  for (const group of groups) {
    const known = keys.get(group.title) ?? new Map<string, KeyGroup['keys'][number]>();
    for (const key of group.keys) known.set(key.does, known.get(key.does) ?? key);
    keys.set(group.title, known);
  }
  return [...keys].map(([title, entries]) => ({ title, keys: [...entries.values()] }));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Names keys of a page, or of a part of it, for as long as it stays. `groups` is a constant. */
export function useKeysOfPage(groups: readonly KeyGroup[]): void {
  useEffect(() => {
    show([...named, groups]);
    return () => show(named.toSpliced(named.indexOf(groups), 1));
  }, [groups]);
}

/** The list of keys that `?` opens on every page: those of the page, and those that are everywhere. */
export function KeysDialog() {
  const [open, setOpen] = useState(false);
  const groups = useSyncExternalStore(
    subscribe,
    () => ofPage,
    () => NONE,
  );
  useKeys({ '?': () => setOpen(true) });
  return (
    <Dialog open={open} onOpenChange={setOpen} title="Keys" width="md">
      <div className="grid gap-x-8 gap-y-4 pb-3 sm:grid-cols-2">
        {[...groups, EVERYWHERE].map((group) => (
          <section key={group.title}>
            <h3 className="eyebrow mb-1">{group.title}</h3>
            <dl className="divide-y divide-line">
              {group.keys.map((entry) => (
                <div key={entry.does} className="flex items-center justify-between gap-3 py-1.5 text-sm">
                  <dt>{entry.does}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {entry.keys.map((key) => (
                      <KeyHint key={key} keys={key} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
