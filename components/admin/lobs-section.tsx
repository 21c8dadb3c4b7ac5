'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { saveLob } from '#actions/save-lob';
import { useAction } from '#client/use-action';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { NameDialog } from '#components/ui/name-dialog';
import { EmptyState } from '#components/ui/states';
import { sayRefused } from '#components/ui/toast';
import type { AdminView } from '#contract/views/admin-views';
import { LineList, SectionHead } from './section-head';

/** Lines of business; every sample carries one of the active ones. */
export function LobsSection({ view }: { view: AdminView }) {
  const [editing, setEditing] = useState<{ id?: string; name: string; active: boolean } | null>(null);
  const save = useAction(saveLob, { refreshes: [['admin']] });
  return (
    <section>
      <SectionHead
        title="Lines of business"
        help="Every sample carries one of the active ones. They are switched off, never deleted."
        action={
          <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setEditing({ name: '', active: true })}>
            Add a line of business
          </Button>
        }
      />
      {view.lobs.length === 0 ? <EmptyState title="No lines of business yet">Samples cannot be submitted without one.</EmptyState> : null}
      {view.lobs.length > 0 ? (
        <LineList label="Lines of business">
          {view.lobs.map((lob) => (
            <li key={lob.id} className="flex items-center gap-3 px-4 py-2 text-sm">
              <span className="min-w-0 flex-1 truncate font-medium">{lob.name}</span>
              {lob.active ? null : <Badge hue="idle">Switched off</Badge>}
              <Button size="sm" variant="ghost" aria-label={`Rename ${lob.name}`} onClick={() => setEditing(lob)}>
                Rename
              </Button>
              <Button
                size="sm"
                variant="ghost"
                aria-label={`${lob.active ? 'Switch off' : 'Switch on'} ${lob.name}`}
                onClick={() =>
                  save.mutate({ id: lob.id, name: lob.name, active: !lob.active }, { onError: (error) => sayRefused(error.message) })
                }
              >
                {lob.active ? 'Switch off' : 'Switch on'}
              </Button>
            </li>
          ))}
        </LineList>
      ) : null}
      {editing ? (
        <NameDialog
          title={editing.id ? 'Rename the line of business' : 'Add a line of business'}
          initial={editing.name}
          busy={save.isPending}
          error={save.error?.message ?? null}
          onClose={() => {
            save.reset();
            setEditing(null);
          }}
          onSave={(name) =>
            save.mutate({ ...(editing.id ? { id: editing.id } : {}), name, active: editing.active }, { onSuccess: () => setEditing(null) })
          }
        />
      ) : null}
    </section>
  );
}
