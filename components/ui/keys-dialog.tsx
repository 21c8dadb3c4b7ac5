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
let ofPage = NONE;
const listeners = new Set<() => void>();

function show(groups: readonly KeyGroup[]): void {
  ofPage = groups;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Names the keys of a page, for as long as it stays. `groups` is a constant. */
export function useKeysOfPage(groups: readonly KeyGroup[]): void {
  useEffect(() => {
    show(groups);
    return () => show(NONE);
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
