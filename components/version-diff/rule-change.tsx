import type { ReactNode } from 'react';
import type { CellChange } from '#contract/views/row-views';
import type { ItemData } from '#domain/item/json';
import { ruleSchema } from '#domain/phases/data-profiling/rule-item';
import { ruleMeaning } from '#domain/phases/data-profiling/rule-meaning';
import { type RulePart, type RuleSide, ruleTextDifference } from '#domain/rules/rule-difference';
import { After, Before } from './before-after';

const SIDES: Record<RuleSide, { title: string; looser: string; stricter: string }> = {
  condition: { title: 'Tested where', looser: 'tests fewer records', stricter: 'tests more records' },
  requirement: { title: 'Has to hold', looser: 'asks for less', stricter: 'asks for more' },
};

interface RuleChangeProps {
  cell: CellChange;
  /** The items that the cell is of, on both sides. */
  before: ItemData | undefined;
  after: ItemData | undefined;
  /** Shown where an expression cannot be read by its parts. */
  whole: ReactNode;
}

/** A changed expression by its parts, below what the change comes to: which came, went or changed, and what each asks for now. */
export function RuleChange({ cell, before, after, whole }: RuleChangeProps) {
  const parts = ruleTextDifference(cell.before ?? '', cell.after ?? '');
  if (parts === null) return whole;
  const [was, is] = [ruleSchema.safeParse(before), ruleSchema.safeParse(after)];
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {was.success && is.success ? <p>{ruleMeaning(was.data.result, is.data.result)}</p> : null}
      {(['condition', 'requirement'] as const).map((side) => (
        <Side key={side} side={side} parts={parts.filter((part) => part.side === side)} />
      ))}
    </div>
  );
}

function Side({ side, parts }: { side: RuleSide; parts: readonly RulePart[] }) {
  if (parts.length === 0) return null;
  const { title } = SIDES[side];
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{title}</p>
      <ul aria-label={title} className="flex flex-col gap-0.5">
        {parts.map((part, index) => (
          <li key={index} className="min-w-0 break-words">
            <Part part={part} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Part({ part }: { part: RulePart }) {
  const { before, after, values, effect, side } = part;
  if (before === after) return <code className="font-mono text-xs text-muted">{after}</code>;
  return (
    <>
      <span className="font-mono text-xs">{values ? <Values values={values} /> : <BothSides before={before} after={after} />}</span>
      {effect ? <span className="ml-1.5 text-xs text-muted">{SIDES[side][effect]}</span> : null}
    </>
  );
}

function Values({ values: { list, added, removed } }: { values: NonNullable<RulePart['values']> }) {
  return (
    <>
      {list}{' '}
      {removed.map((value) => (
        <span key={value}>
          <Before words={value} />{' '}
        </span>
      ))}
      {added.map((value) => (
        <span key={value}>
          <After words={value} />{' '}
        </span>
      ))}
    </>
  );
}

function BothSides({ before, after }: Pick<RulePart, 'before' | 'after'>) {
  return (
    <>
      {before === null ? null : <Before words={before} />} {after === null ? null : <After words={after} />}
    </>
  );
}
