import type { GateContext, SummarySection } from '../../phase/definition';
import { all } from '../../phase/filters';
import { keysFilter } from '../../phase/parts';
import { MATTER_KINDS, MATTER_LABELS, mattersOf } from './matters';
import { sectionSchema } from './section-item';

/** What the report holds: its figures, its numbers without one, and its significant matters by kind. */
export async function reportSummary({ list, facts }: GateContext): Promise<readonly SummarySection[]> {
  const sections = (await list(all())).map(({ key, data }) => ({ key, ...sectionSchema.parse(data) }));
  const uncited = sections.filter((section) => section.uncited.length > 0);
  const matters = mattersOf(facts);
  return [
    {
      title: 'Report',
      parts: [
        { label: 'Sections', value: String(sections.length), filter: all() },
        {
          label: 'Figures',
          value: String(sections.reduce((sum, { figures }) => sum + figures.length, 0)),
          help: 'Derived from approved versions, each of which they cite.',
        },
        {
          label: 'Numbers without a figure',
          value: String(uncited.reduce((sum, section) => sum + section.uncited.length, 0)),
          ...(uncited.length === 0 ? {} : { filter: keysFilter(uncited.map(({ key }) => key)) }),
        },
      ],
    },
    {
      title: 'Significant matters',
      parts:
        matters.length === 0
          ? [{ label: 'Significant matters', value: 'None' }]
          : MATTER_KINDS.flatMap((kind) => {
              const own = matters.filter(({ matter }) => matter.kind === kind);
              return own.length === 0 ? [] : [{ label: MATTER_LABELS[kind], value: String(own.length) }];
            }),
    },
  ];
}
