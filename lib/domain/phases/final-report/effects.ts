import type { EffectContext, SummaryPart, SummarySection } from '../../phase/definition';
import { keysFilter, MOST_NAMED, moved, type NamedEffect, namedSection } from '../../phase/parts';
import { mattersOf } from './matters';
import { movedFigures } from './moved-figures';
import { type Section, sectionSchema } from './section-item';

const GONE = 'none';

function figureParts(key: string, before: Section, after: Section): SummaryPart[] {
  const changed = movedFigures(before.figures, after.figures);
  const parts = changed.slice(0, MOST_NAMED).map(({ label, before: was, after: is }): SummaryPart => {
    return { label, value: moved(was ?? GONE, is ?? GONE), filter: keysFilter([key]) };
  });
  const more = changed.length - parts.length;
  return more > 0 ? [...parts, { label: 'And more', value: String(more), filter: keysFilter([key]) }] : parts;
}

function matterEffects({ base, head }: EffectContext): SummarySection[] {
  const [was, is] = [base, head].map(({ facts }) => mattersOf(facts)) as [ReturnType<typeof mattersOf>, ReturnType<typeof mattersOf>];
  const missing = (from: typeof was, among: typeof was) => from.filter(({ key }) => !among.some((one) => one.key === key));
  const parts = [
    ...missing(is, was).map(({ matter }): SummaryPart => ({ label: matter.title, value: 'New' })),
    ...missing(was, is).map(({ matter }): SummaryPart => ({ label: matter.title, value: 'Gone' })),
  ];
  return parts.length === 0 ? [] : [{ title: 'Significant matters', parts }];
}

/** What a revision changes: figures that moved, by section, sections with another text, and matters that came or went. */
export async function reportEffects(context: EffectContext): Promise<readonly SummarySection[]> {
  const changed = context.changes.flatMap(({ key, before, after }) =>
    before === null || after === null ? [] : [{ key, before: sectionSchema.parse(before), after: sectionSchema.parse(after) }],
  );
  const figures = changed.flatMap(({ key, before, after }): SummarySection[] => {
    const parts = figureParts(key, before, after);
    return parts.length === 0 ? [] : [{ title: `Figures moved: ${after.title}`, parts }];
  });
  const texts = changed
    .filter(({ before, after }) => before.body !== after.body || before.title !== after.title)
    .map(({ key, after }): NamedEffect => ({ key, label: after.title, value: 'Changed', weight: -after.position }));
  return [...figures, ...namedSection('Text changed', texts), ...matterEffects(context)];
}
