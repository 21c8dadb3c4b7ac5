import type { FilterCondition } from '../../item/item-filter';
import type { GateContext, SummaryPart, SummarySection } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { COVERAGE_CONDITIONS } from './coverage-filters';
import { COVERAGE_LABELS, scopeCoverage, scopeFigures } from './figures';
import { KEYS, LEFT_OUT, TESTED, UNDECIDED } from './filters';
import { scopeSchema } from './scope-item';

const { where } = fieldsOf(scopeSchema);

/** What is tested and what is not, its coverage, and how often people decided against the recommendation. */
export async function scopingSummary({ list }: GateContext): Promise<readonly SummarySection[]> {
  const attributes = (await list(all())).map(({ data }) => scopeSchema.parse(data));
  const figures = scopeFigures(attributes);
  const part = (label: string, count: number, ...conditions: readonly FilterCondition[]): SummaryPart => ({
    label,
    value: String(count),
    filter: all(...conditions),
  });
  const share = (label: string, value: string | null, help: string): SummaryPart => ({
    label,
    value: value === null ? 'Nothing decided' : `${value} %`,
    help,
  });
  const withoutKeys = attributes.filter((attribute) => attribute.recommendation !== 'key');
  const recommended = (recommendation: 'test' | 'skip') =>
    withoutKeys.filter((attribute) => attribute.recommendation === recommendation).length;
  return [
    {
      title: 'Scope',
      parts: [
        part('To test', figures.test, TESTED),
        part('Keys, in scope by rule', figures.keys, KEYS),
        part('Not tested', figures.skip, LEFT_OUT),
        part('Not decided', figures.undecided, ...UNDECIDED.all),
      ],
    },
    {
      title: 'Figures',
      parts: [
        {
          label: 'In scope',
          value: figures.inScopePercent === null ? 'No attributes' : `${figures.inScopePercent} %`,
          help: 'Attributes to test and keys, of all attributes.',
        },
        share('Overrides', figures.overridesPercent, 'Tested though not recommended, of the attributes decided.'),
        share('Agreement', figures.agreementPercent, 'Decided as recommended, of the attributes decided.'),
      ],
    },
    {
      title: 'Coverage',
      parts: scopeCoverage(attributes).map(({ kind, inScope, all: whole, percent, leftOut }) => ({
        label: COVERAGE_LABELS[kind],
        value: whole === 0 ? 'None' : `${inScope} of ${whole} in scope (${percent} %)`,
        ...(leftOut > 0
          ? { help: `${leftOut} left out.`, filter: all(COVERAGE_CONDITIONS[kind], LEFT_OUT) }
          : whole > 0
            ? { filter: all(COVERAGE_CONDITIONS[kind]) }
            : {}),
      })),
    },
    {
      title: 'Recommendation and decision',
      parts: [
        part('Recommended to test', recommended('test'), where('recommendation', 'is', 'test')),
        part('Recommended to skip', recommended('skip'), where('recommendation', 'is', 'skip')),
        part('Accepted', figures.accepted, where('decision', 'is', 'accept')),
        part('Declined', figures.declined, where('decision', 'is', 'decline')),
        part('Overridden', figures.overridden, where('decision', 'is', 'override')),
      ],
    },
  ];
}
