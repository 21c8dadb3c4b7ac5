'use client';

import { useState } from 'react';
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

/** The list of keys that `?` opens. Each page renders one with its own groups. */
export function KeysDialog({ groups = [] }: { groups?: readonly KeyGroup[] }) {
  const [open, setOpen] = useState(false);
  useKeys({ '?': () => setOpen(true) });
  return (
    <Dialog open={open} onOpenChange={setOpen} title="Keys">
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
