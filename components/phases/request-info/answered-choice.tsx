'use client';
import { useId } from 'react';
import { formatCount } from '#components/ui/count-chips';
import type { EvidenceAnswers } from '#contract/inquiries';
import type { ItemRow } from '#contract/views/row-views';
import { counted } from '#domain/phase/filters';
import { NOUN } from '#domain/phases/request-info/request-item';
import { type Answered, answeredRows } from './supply-form';

interface AnsweredChoiceProps {
  answers: EvidenceAnswers;
  answered: Answered;
  onChoose: (answered: Answered) => void;
  chosen: readonly ItemRow[];
  open: readonly ItemRow[];
}

/** What the search of a file came to, and for which cases the file is recorded. */
export function AnsweredChoice({ answers, answered, onChoose, chosen, open }: AnsweredChoiceProps) {
  const id = useId();
  const { found } = answers;
  const count = (which: Answered): string => counted(answeredRows(which, { open, chosen, found }).length, NOUN);
  const choices: { value: Answered; label: string }[] = [
    { value: 'found', label: `Where all was found: ${count('found')}` },
    { value: 'partly', label: `Also where some was found: ${count('partly')}` },
    ...(chosen.length > 0 ? [{ value: 'chosen' as const, label: `What was selected: ${count('chosen')}` }] : []),
  ];
  return (
    <fieldset className="min-w-0 rounded-md border border-line p-3">
      <legend className="px-1 text-xs font-medium">Cases that it answers</legend>
      <p role="status" className="text-sm">
        {searchedInWords(answers)}
      </p>
      <div className="mt-2 flex flex-col gap-1">
        {choices.map(({ value, label }) => (
          <label key={value} className="flex min-h-7 items-center gap-2 text-sm">
            <input
              type="radio"
              name={`${id}-answered`}
              value={value}
              checked={answered === value}
              onChange={() => onChoose(value)}
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function searchedInWords({ isSilent, cases, cutOff, found }: EvidenceAnswers): string {
  if (isSilent) return 'It holds no text that could be searched: your tester looks at it.';
  const all = found.filter(({ result }) => result === 'pass').length;
  const searched = `Looked for ${counted(cases, NOUN)}${cutOff ? ', the first ones' : ''}`;
  return `${searched}: all of ${formatCount(all)} was found, and some of ${formatCount(found.length - all)} more.`;
}
