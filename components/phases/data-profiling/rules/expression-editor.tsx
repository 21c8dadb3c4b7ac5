'use client';
import { useId, useRef, useState } from 'react';
import { Textarea } from '#components/ui/input';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import type { RuleProblem } from '#domain/rules/rule-expression';
import { RULE_FUNCTIONS } from '#domain/rules/rule-functions';
import { markedParts, problemsOf, type Suggestion, suggestions, wordBefore } from './rule-draft';

interface ExpressionEditorProps {
  value: string;
  attributes: readonly ProfiledAttribute[];
  onChange: (value: string) => void;
  readOnly?: boolean;
}

/** A rule's expression with what is wrong marked at its place while it is typed, and the words that may come next. */
export function ExpressionEditor({ value, attributes, onChange, readOnly = false }: ExpressionEditorProps) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const problems = problemsOf(value, attributes);
  const word = readOnly ? '' : wordBefore(value, caret);
  const offered = suggestions(word, attributes);
  const select = ({ from, to }: RuleProblem): void => {
    box.current?.focus();
    box.current?.setSelectionRange(from, Math.max(to, from));
  };
  const take = ({ insert }: Suggestion): void => {
    const start = caret - word.length;
    onChange(value.slice(0, start) + insert + value.slice(caret));
    setCaret(start + insert.length);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(start + insert.length, start + insert.length);
    });
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-xs font-medium">
        Expression <span className="text-faint">(required)</span>
      </label>
      <Textarea
        ref={box}
        id={id}
        rows={4}
        spellCheck={false}
        readOnly={readOnly}
        className="font-mono text-xs leading-5"
        value={value}
        aria-invalid={problems.length > 0}
        aria-describedby={`${id}-problems ${id}-hint`}
        onChange={(event) => {
          onChange(event.target.value);
          setCaret(event.target.selectionStart);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
      />
      <div id={`${id}-problems`} aria-live="polite">
        {problems.length > 0 ? <Problems value={value} problems={problems} onSelect={select} /> : null}
      </div>
      {offered.length > 0 ? (
        <ul aria-label="What may be meant" className="flex flex-wrap gap-1.5">
          {offered.map((each) => (
            <li key={each.insert}>
              <button
                type="button"
                title={each.says}
                onClick={() => take(each)}
                className="h-6 rounded-md border border-line bg-sunken px-1.5 font-mono text-xs text-ink hover:bg-hover"
              >
                {each.insert}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <p id={`${id}-hint`} className="text-xs text-muted">
        For example: <code className="font-mono">{"if LOAN_PURPOSE = '1' then LOAN_AMOUNT between 1 and 5000"}</code>. Texts and codes stand
        in single quotes; a comparison with a blank is false.
      </p>
      <Words attributes={attributes} />
    </div>
  );
}

interface ProblemsProps {
  value: string;
  problems: readonly RuleProblem[];
  onSelect: (problem: RuleProblem) => void;
}

function Problems({ value, problems, onSelect }: ProblemsProps) {
  return (
    <div className="rounded-md border border-bad-line bg-bad-ground px-2.5 py-2 text-xs">
      <p className="font-mono break-words whitespace-pre-wrap text-ink" aria-hidden>
        {markedParts(value, problems).map((part, index) =>
          part.faulty ? (
            <mark key={index} className="bg-transparent text-bad underline decoration-wavy underline-offset-4">
              {part.text}
            </mark>
          ) : (
            <span key={index}>{part.text}</span>
          ),
        )}
      </p>
      <ul className="mt-1.5 flex flex-col gap-1">
        {problems.map((problem) => (
          <li key={`${problem.from} ${problem.to} ${problem.message}`}>
            <button
              type="button"
              onClick={() => onSelect(problem)}
              className="text-left text-bad underline decoration-bad-line underline-offset-2 hover:decoration-current"
            >
              Character {problem.from + 1}: {problem.message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The whole vocabulary, folded away. */
function Words({ attributes }: { attributes: readonly ProfiledAttribute[] }) {
  return (
    <details className="text-xs">
      <summary className="cursor-pointer text-muted hover:text-ink">Functions, conditions and attributes</summary>
      <div className="mt-2 grid gap-x-6 gap-y-3 lg:grid-cols-2">
        <dl className="flex flex-col gap-1">
          {CONDITIONS.map(([form, says]) => (
            <Word key={form} form={form} says={says} />
          ))}
          {RULE_FUNCTIONS.map(({ name, form, says }) => (
            <Word key={name} form={form} says={says} />
          ))}
        </dl>
        <dl className="flex max-h-72 flex-col gap-1 overflow-y-auto" tabIndex={0} aria-label="Attributes">
          {attributes.map(({ code, name, type, format }) => (
            <Word key={code} form={code} says={[name, type ?? 'no type', format].filter((part) => part !== '').join(', ')} />
          ))}
        </dl>
      </div>
    </details>
  );
}

const CONDITIONS = [
  ['if … then …', 'Only records that the first part holds for are tested.'],
  ['=, !=, <, <=, >, >=', 'Numbers, dates of their format, texts letter by letter.'],
  ['A = B + C within 0.5', 'Equal but for a tolerance; “within 2 %” is of the right side.'],
  ['between 1 and 9', 'Both ends included.'],
  ["in ('1', '2'), in valid values, in special values", 'A list of your own, or the attribute’s.'],
  ['is blank, is number, is integer, is date', 'Also with “not”: “is not blank”.'],
  ['and, or, not, ( )', '“and” binds closer than “or”.'],
] as const;

function Word({ form, says }: { form: string; says: string }) {
  return (
    <div>
      <dt className="inline font-mono text-ink">{form}</dt> <dd className="inline text-muted">{says}</dd>
    </div>
  );
}
