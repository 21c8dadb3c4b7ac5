'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { IconButton } from '#components/ui/icon-button';
import type { VersionView } from '#contract/views/version-views';
import { phaseDefinition } from '#domain/phases/registry';
import { AdditionDialog } from './addition-dialog';
import { useReview } from './review-draft';

/** Lists the records that the reviewer asks for besides, in versions drawn from a population. */
export function Additions({ version }: { version: VersionView }) {
  const review = useReview();
  const [open, setOpen] = useState(false);
  const { itemNoun, takesAdditions } = phaseDefinition(version.phase);
  if (!takesAdditions || review.closed !== null) return null;
  return (
    <section aria-labelledby="additions">
      <div className="flex items-center justify-between gap-2">
        <h2 id="additions" className="eyebrow">
          Additional {itemNoun.many}
        </h2>
        <Button size="sm" variant="ghost" icon={<Plus aria-hidden className="size-3.5" />} onClick={() => setOpen(true)}>
          Ask for more…
        </Button>
      </div>
      {review.additions.length === 0 ? <p className="text-xs text-muted">None asked for.</p> : null}
      <ul className="divide-y divide-line">
        {review.additions.map((addition) => (
          <li key={addition.id} className="flex items-start gap-2 py-1.5 text-sm">
            <span className="min-w-0 flex-1 break-words">
              {addition.words}
              {addition.reason ? <span className="block text-xs text-muted">{addition.reason}</span> : null}
            </span>
            <IconButton size="sm" label={`Do not ask for: ${addition.words}`} icon={<X />} onClick={() => review.drop(addition.id)} />
          </li>
        ))}
      </ul>
      {open ? <AdditionDialog version={version} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}
