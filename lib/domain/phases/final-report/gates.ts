import { canonicalJson } from '../../item/canonical-json';
import { answeredGate, blockedBy, inputsGate } from '../../phase/common-gates';
import type { Gate, GateContext, ReportStanding } from '../../phase/definition';
import { all, counted } from '../../phase/filters';
import { keysFilter } from '../../phase/parts';
import { namedFigures } from './body-text';
import { UNWRITTEN } from './filters';
import { MATTER_PREFIX } from './matters';
import { movedFigures, sameFigures } from './moved-figures';
import { NOUN, type Section, sectionSchema } from './section-item';

type Sections = readonly (readonly [key: string, section: Section])[];

/** Most names in one sentence. */
const MOST_NAMED = 5;

function named(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

function figuresGate(sections: Sections, facts: GateContext['facts'], standing: ReportStanding | undefined): Gate {
  const moved = sections.filter(([key, { figures }]) => standing !== undefined && !sameFigures(figures, standing.figures.get(key) ?? []));
  const faults = moved.map(([key, { title, figures }]) => {
    const values = movedFigures(figures, standing?.figures.get(key) ?? []);
    const labels = values.map(({ label, before, after }) => `${label} ${before ?? 'missing'}, now ${after ?? 'gone'}`);
    return `${title}: ${labels.length === 0 ? 'cites earlier versions' : labels.slice(0, MOST_NAMED).join(', ')}`;
  });
  const held = new Map([...facts].filter(([key]) => key.startsWith(MATTER_PREFIX)));
  const matters = standing?.matters ?? held;
  const others = [...new Set([...held.keys(), ...matters.keys()])].filter((key) => {
    const [was, is] = [held.get(key), matters.get(key)];
    return was === undefined || is === undefined || canonicalJson(was) !== canonicalJson(is);
  });
  if (others.length > 0)
    faults.push(`${counted(others.length, { one: 'significant matter differs', many: 'significant matters differ' })}`);
  return {
    code: 'figures',
    label: 'Every figure is what its rule gives now',
    blocked: faults.length === 0 ? null : `Derive the figures again. ${named(faults)}`,
    link: moved.length === 0 ? null : { filter: keysFilter(moved.map(([key]) => key)) },
  };
}

function namesGate(sections: Sections): Gate {
  const known = new Set(sections.flatMap(([, { figures }]) => figures.map(({ code }) => code)));
  const wrong = sections.flatMap(([key, { title, body }]) =>
    namedFigures(body)
      .filter((code) => !known.has(code))
      .map((code) => ({ key, words: `${title}: ${code === '' ? 'an empty name' : code}` })),
  );
  return {
    code: 'names',
    label: 'Every figure that a text names exists',
    blocked: wrong.length === 0 ? null : `No such figure: ${named(wrong.map(({ words }) => words))}`,
    link: wrong.length === 0 ? null : { filter: keysFilter([...new Set(wrong.map(({ key }) => key))]) },
  };
}

function numbersGate(sections: Sections): Gate {
  const open = sections.flatMap(([key, { title, uncited }]) =>
    uncited.filter(({ reason }) => reason.trim() === '').map(({ text }) => ({ key, words: `${title}: ${text}` })),
  );
  return {
    code: 'numbers',
    label: 'Every number is a figure, or has a reason',
    blocked: open.length === 0 ? null : `Numbers without figure and reason: ${named(open.map(({ words }) => words))}`,
    link: open.length === 0 ? null : { filter: keysFilter([...new Set(open.map(({ key }) => key))]) },
  };
}

/** What must hold before a final report can be submitted for its signatures. */
export async function reportGates(context: GateContext): Promise<readonly Gate[]> {
  const { list, count, facts } = context;
  const sections = (await list(all())).map(({ key, data }) => [key, sectionSchema.parse(data)] as const);
  const standing = await context.report?.();
  const unfinished = standing?.unfinished ?? [];
  const open = standing?.openObservations ?? [];
  const blank = await count(UNWRITTEN);
  return [
    {
      code: 'lanes',
      label: 'Every lane is complete',
      blocked: unfinished.length === 0 ? null : named(unfinished),
      link: null,
    },
    {
      code: 'observations',
      label: 'No observation is open',
      blocked: open.length === 0 ? null : named(open),
      link: null,
    },
    figuresGate(sections, facts, standing),
    {
      code: 'written',
      label: 'Every section says something',
      blocked: sections.length === 0 ? 'There are no sections.' : blockedBy(blank, `${counted(blank, NOUN)} without a text.`),
      link: { filter: UNWRITTEN },
    },
    namesGate(sections),
    numbersGate(sections),
    await answeredGate(context, NOUN, null),
    inputsGate(context),
  ];
}
