'use client';
import { Sparkles } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Textarea } from '#components/ui/input';
import { useKeptText } from '#components/ui/use-kept-text';
import type { ItemRow } from '#contract/views/row-views';
import { counted } from '#domain/phase/filters';
import { NOUN } from '#domain/phases/data-owner-id/assignment-item';
import { byToken, commonSuggestion, type Nameable, replacesOwner } from './assignment-rows';

interface AssignOwnerDialogProps {
  rows: readonly ItemRow[];
  people: readonly Nameable[];
  busy: boolean;
  onCancel: () => void;
  onAssign: (person: Nameable, reason: string) => void;
}

/** Fewer people than this are looked through faster than searched. */
const SEARCHED_FROM = 8;

/** Asks who supplies the evidence of some attributes, and why where somebody else was to. */
export function AssignOwnerDialog({ rows, people, busy, onCancel, onAssign }: AssignOwnerDialogProps) {
  const id = useId();
  const [personId, setPersonId] = useState<string | null>(null);
  const [find, setFind] = useState('');
  const reason = useKeptText(`another owner of ${rows.map(({ key }) => key).join(' ')}`);
  const person = people.find((each) => each.id === personId) ?? null;
  const suggestion = commonSuggestion(rows, byToken(people));
  const needsReason = replacesOwner(rows, personId);
  const missing =
    person === null ? 'Choose a data owner.' : needsReason && reason.text.trim() === '' ? 'Say why it is another owner now.' : null;
  const shown = people.filter(({ name }) => name.toLowerCase().includes(find.trim().toLowerCase()));
  const cancel = (): void => {
    reason.sent();
    onCancel();
  };
  const assign = (): void => {
    if (person === null) return;
    reason.sent();
    onAssign(person, reason.text.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && cancel()}
      title={`Assign ${rows.length === 1 ? nameOf(rows[0]) : counted(rows.length, NOUN)}`}
      description="Whoever is assigned supplies the evidence, and acknowledges or declines first."
      footer={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button variant="primary" busy={busy} disabledReason={missing} onClick={assign}>
            Assign
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {suggestion && suggestion.person.id !== personId ? (
          <Button size="sm" className="h-auto min-h-7 self-start py-1 text-left" onClick={() => setPersonId(suggestion.person.id)}>
            <Sparkles aria-hidden className="size-3.5 shrink-0" />
            Suggested: {suggestion.person.name}. {suggestion.because}
          </Button>
        ) : null}
        {people.length >= SEARCHED_FROM ? (
          <Field label="Find a data owner" htmlFor={`${id}-find`}>
            <Input id={`${id}-find`} type="search" value={find} onChange={(event) => setFind(event.target.value)} />
          </Field>
        ) : null}
        <fieldset className="min-w-0">
          <legend className="text-xs font-medium">
            Data owner<span className="text-faint"> (required)</span>
          </legend>
          <div className="mt-1 flex max-h-56 flex-col overflow-y-auto rounded-md border border-line">
            {shown.map(({ id: each, name }) => (
              <label key={each} className="flex min-h-8 items-center gap-2 px-2 text-sm hover:bg-hover has-checked:bg-selected">
                <input
                  type="radio"
                  name={`${id}-owner`}
                  value={each}
                  checked={each === personId}
                  onChange={() => setPersonId(each)}
                  className="size-4 accent-accent"
                />
                {name}
              </label>
            ))}
            {shown.length === 0 ? (
              <p className="px-2 py-1.5 text-sm text-muted">
                {people.length === 0 ? 'Nobody holds the role Data Owner who neither tests nor owns this report.' : 'Nobody of that name.'}
              </p>
            ) : null}
          </div>
        </fieldset>
        {needsReason ? (
          <Field label="Why it is another owner now" htmlFor={`${id}-reason`} required>
            <Textarea id={`${id}-reason`} value={reason.text} onChange={(event) => reason.set(event.target.value)} />
          </Field>
        ) : null}
      </div>
    </Dialog>
  );
}

function nameOf(row: ItemRow | undefined): string {
  return typeof row?.data.name === 'string' && row.data.name !== '' ? row.data.name : (row?.key ?? '');
}
