'use client';
import { useId, useRef, useState } from 'react';
import { z } from 'zod';
import type { DraftEdits } from '#components/item-grid/use-draft-edits';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Input, Select, Textarea } from '#components/ui/input';
import { useKeptForm } from '#components/ui/use-kept-text';
import type { Figure } from '#domain/phase/figure';
import { figureInText } from '#domain/phases/final-report/body-text';
import { uncitedNumbers } from '#domain/phases/final-report/write-sections';
import type { ReadSection } from './use-sections';

/** What is typed of a section. */
const typedSectionSchema = z.strictObject({
  title: z.string(),
  body: z.string(),
  answer: z.string(),
  uncited: z.array(z.strictObject({ text: z.string(), reason: z.string() })),
});
type TypedSection = z.infer<typeof typedSectionSchema>;

interface SectionEditorProps {
  read: ReadSection;
  /** All figures of the report, offered section by section. */
  offered: readonly { title: string; figures: readonly Figure[] }[];
  draft: DraftEdits;
  onDone: () => void;
}

/** Title, text and reasons of a section in a draft, with figures offered for the text. */
export function SectionEditor({ read: { row, section, named }, offered, draft, onDone }: SectionEditorProps) {
  const id = useId();
  const text = useRef<HTMLTextAreaElement>(null);
  const [begun] = useState<TypedSection>({ title: section.title, body: section.body, answer: section.answer, uncited: section.uncited });
  const typed = useKeptForm(`section ${row.key} ${row.hash}`, begun, typedSectionSchema);
  const { title, body, answer } = typed.form;
  const change = (part: Partial<TypedSection>): void => typed.set({ ...typed.form, ...part });
  const uncited = uncitedNumbers(body, typed.form.uncited);
  const insert = (code: string): void => {
    const at = text.current?.selectionStart ?? body.length;
    const end = text.current?.selectionEnd ?? at;
    const name = figureInText(code);
    change({ body: body.slice(0, at) + name + body.slice(end) });
    requestAnimationFrame(() => {
      text.current?.focus();
      text.current?.setSelectionRange(at + name.length, at + name.length);
    });
  };
  const save = (): void => {
    const wanted = { title: title.trim() === '' ? section.title : title.trim(), body, answer, uncited };
    draft.set(row, wanted, `${section.title}`);
    close();
  };
  const close = (): void => {
    typed.sent();
    onDone();
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field label="Title" htmlFor={`${id}-title`}>
        <Input id={`${id}-title`} value={title} maxLength={200} onChange={(event) => change({ title: event.target.value })} />
      </Field>
      <Field
        label="Text"
        htmlFor={`${id}-body`}
        hint="A code in doubled braces shows the value of that figure. A blank line begins a paragraph."
      >
        <Textarea
          id={`${id}-body`}
          ref={text}
          rows={10}
          value={body}
          aria-describedby={`${id}-body-hint`}
          onChange={(event) => change({ body: event.target.value })}
        />
      </Field>
      <Field label="Insert a figure" htmlFor={`${id}-figure`}>
        <Select id={`${id}-figure`} value="" onChange={(event) => (event.target.value === '' ? undefined : insert(event.target.value))}>
          <option value="">Choose a figure…</option>
          {offered.map((group) => (
            <optgroup key={group.title} label={group.title}>
              {group.figures.map((figure) => (
                <option key={figure.code} value={figure.code}>
                  {named(figure.label)}: {named(figure.value).slice(0, 60)}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      {uncited.length > 0 ? (
        <fieldset className="flex flex-col gap-2 rounded-md border border-line px-3 py-2">
          <legend className="px-1 text-sm font-medium">Numbers that are no figures</legend>
          {uncited.map((number) => (
            <Field key={number.text} label={number.text} htmlFor={`${id}-${number.text}`}>
              <Input
                id={`${id}-${number.text}`}
                value={number.reason}
                placeholder="Why it rests on no figure"
                onChange={(event) =>
                  change({ uncited: uncited.map((one) => (one.text === number.text ? { ...one, reason: event.target.value } : one)) })
                }
              />
            </Field>
          ))}
        </fieldset>
      ) : null}
      {section.turnedDownBy === null ? null : (
        <Field label="Answer to the approver" htmlFor={`${id}-answer`}>
          <Textarea id={`${id}-answer`} rows={2} value={answer} onChange={(event) => change({ answer: event.target.value })} />
        </Field>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary">
          Save the section
        </Button>
        <Button onClick={close}>Cancel</Button>
      </div>
    </form>
  );
}
