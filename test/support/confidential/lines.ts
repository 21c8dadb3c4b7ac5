import { versionHref } from '#contract/addresses';
import { MEASURES } from '#contract/views/progress-views';
import { phaseDefinition } from '#domain/phases/registry';
import { type AskedVersion, type ConfidentialReport, OUTSIDE, TARGET } from './confidential-report';

/** One call of a handler: parts of its path, its query, its body. */
export interface Call {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** What is known to whoever asks: the report, and the keys of items as they were shown to them, by version. */
export interface Known {
  report: ConfidentialReport;
  shown: ReadonlyMap<string, readonly string[]>;
  commands: readonly string[];
  /** Runs of the report's workflows. */
  runs: readonly string[];
}

/** Calls of one handler that reach every field of every version by each of its inputs; or why it reads no data. */
export type Line = ((known: Known) => Call[]) | { readsNoData: string };

const VALUES = ['LOAN_ID', 'INCOME', 'AMOUNT', 'PURPOSE', 'STATE'].map((code) => `values.${code}`);

/** Every field that a question about a version can name. */
export function fieldsOf({ phase }: Pick<AskedVersion, 'phase'>): string[] {
  const { fields } = phaseDefinition(phase);
  const parts = fields.flatMap(({ name, ...field }) => ('parts' in field ? (field.parts ?? []).map((part) => `${name}.${part.name}`) : []));
  return ['key', 'values', ...VALUES, ...fields.map(({ name }) => name), ...parts];
}

const eachVersion =
  (calls: (version: AskedVersion, known: Known) => Omit<Call, 'params'>[]) =>
  (known: Known): Call[] =>
    known.report.versions.flatMap((version) => calls(version, known).map((call) => ({ ...call, params: { id: version.id } })));

function itemsCalls(version: AskedVersion): Omit<Call, 'params'>[] {
  const asked = fieldsOf(version).flatMap((field) => [
    { sort: field },
    { filter: { all: [{ field, operator: 'contains', values: ['7'] }] }, sort: '-key', limit: '3' },
  ]);
  return [{ query: {} }, ...asked.map((query) => ({ query }))];
}

function differenceCalls(version: AskedVersion, { shown, report }: Known): Omit<Call, 'params'>[] {
  const keys = [...(shown.get(version.id) ?? []).slice(0, 3), ...version.facts, TARGET.key];
  const others = report.versions
    .filter(({ phase, id }) => phase === version.phase && id !== version.id)
    .map(({ id }) => id)
    .slice(0, 3);
  return [
    ...[undefined, 'none', ...others].flatMap((base) => [
      { base },
      { base, find: '7', limit: '3' },
      { base, kinds: 'added,removed,changed,unchanged', limit: '3' },
      { base, context: '3', ignoreSpace: 'yes', tolerance: '100000' },
    ]),
    ...keys.flatMap((key) => [
      { key, base: 'none' },
      { from: key, base: 'none', limit: '3' },
      { foldAfter: key, limit: '3' },
      { foldBefore: key, limit: '3' },
    ]),
    ...(others.length === 0 ? [] : fieldsOf(version).map((field) => ({ field, base: others[0], limit: '3' }))),
  ].map((query) => ({ query }));
}

const keysCalls = (known: Known): Call[] =>
  known.report.versions.flatMap(({ id, facts }) =>
    [...(known.shown.get(id) ?? []).slice(0, 3), ...facts, TARGET.key, `INCOME/${TARGET.key}`, `^INCOME/${TARGET.key}`, OUTSIDE].map(
      (key) => ({
        params: { id, key },
      }),
    ),
  );

const rulesCalls = ({ report }: Known): Call[] =>
  report.versions
    .filter(({ phase }) => phase === 'data-profiling')
    .flatMap(({ id }) =>
      report.rules.filter((code) => /^(AMOUNT|INCOME|LOAN_ID)/.test(code)).map((key) => ({ params: { id, key }, query: {} })),
    );

function inquiriesCalls({ report }: Known): Call[] {
  const asked = report.versions.filter(({ phase }) => phase === 'sample-selection' || phase === 'data-profiling');
  const questions: object[] = asked.flatMap(({ id }) => [
    ...['key', ...VALUES].map((field) => ({
      kind: 'count-matches',
      versionId: id,
      filter: { all: [{ field, operator: 'not_blank', values: [] }] },
      keys: [],
    })),
    { kind: 'count-matches', versionId: id, filter: { all: [] }, keys: [TARGET.key] },
    { kind: 'try-rule', versionId: id, expression: 'INCOME is blank' },
  ]);
  const checks = report.files.map(({ versionId, evidenceId }) => ({ kind: 'check-evidence', versionId, evidenceId, columns: {} }));
  return [...questions, ...checks].map((body) => ({ body }));
}

const once =
  (...calls: Call[]) =>
  () =>
    calls;

/** Every handler has a line; one that is added without fails the test. */
export const LINES: Readonly<Record<string, Line>> = {
  'app/api/versions/[id]/items/route.ts GET': eachVersion(itemsCalls),
  'app/api/versions/[id]/matching/route.ts GET': eachVersion((version) =>
    fieldsOf(version).map((field) => ({ query: { filters: [{ all: [{ field, operator: 'contains', values: ['7'] }] }] } })),
  ),
  'app/api/versions/[id]/items/[key]/route.ts GET': keysCalls,
  'app/api/versions/[id]/items/[key]/history/route.ts GET': keysCalls,
  'app/api/versions/[id]/diff/route.ts GET': eachVersion(differenceCalls),
  'app/api/versions/[id]/diff.csv/route.ts GET': eachVersion((version, known) =>
    differenceCalls(version, known).filter((_, index) => index % 5 === 0),
  ),
  'app/api/versions/[id]/diff/fields/route.ts GET': eachVersion(() => [{ query: {} }, { query: { base: 'none' } }]),
  'app/api/versions/[id]/course/route.ts GET': eachVersion(() => [{}]),
  'app/api/versions/[id]/effects/route.ts GET': eachVersion(() => [{ query: {} }, { query: { base: 'none' } }]),
  'app/api/versions/[id]/comments/route.ts GET': eachVersion(() => [{}]),
  'app/api/versions/[id]/gates/route.ts GET': eachVersion(() => [{}]),
  'app/api/versions/[id]/answers/route.ts GET': eachVersion(() => [{}]),
  'app/api/versions/[id]/findings/route.ts GET': eachVersion(() => [{}]),
  'app/api/versions/[id]/signing/route.ts GET': eachVersion(() => [{}]),
  'app/api/versions/[id]/summary/route.ts GET': eachVersion(() => [{}]),
  'app/api/versions/[id]/people/route.ts GET': eachVersion(() => [{}]),
  'app/api/versions/[id]/route.ts GET': eachVersion(() => [{}]),
  'app/api/versions/[id]/document/route.ts GET': eachVersion(() => [{ query: {} }]),
  'app/api/versions/[id]/requests.xlsx/route.ts GET': eachVersion(() => [{ query: {} }]),
  'app/api/versions/[id]/matrix/route.ts GET': eachVersion(() => [{ query: {} }, { query: { after: TARGET.key } }]),
  'app/api/versions/[id]/rules/[key]/failures/route.ts GET': rulesCalls,
  'app/api/versions/[id]/rules/[key]/failures.csv/route.ts GET': rulesCalls,
  'app/api/inquiries/route.ts POST': inquiriesCalls,
  'app/api/trail/route.ts GET': ({ report }) => [
    { query: { limit: '500' } },
    { query: { cycleReportId: report.scenario.cycleReportId } },
    ...report.versions.map(({ id }) => ({ query: { versionId: id } })),
  ],
  'app/api/trail/entries.csv/route.ts GET': ({ report }) => [{ query: {} }, { query: { cycleReportId: report.scenario.cycleReportId } }],
  'app/api/trail/verify/route.ts POST': ({ report }) => [{ body: { cycleReportId: report.scenario.cycleReportId } }],
  'app/api/commands/[id]/route.ts GET': ({ commands }) => commands.map((id) => ({ params: { id } })),
  'app/api/commands/[id]/receipt/route.ts GET': ({ commands }) => commands.map((id) => ({ params: { id } })),
  'app/api/chains/[id]/clock/route.ts GET': ({ report }) =>
    Object.values(report.chains).map(({ chainId }) => ({ params: { id: chainId } })),
  'app/api/reports/[cycleReportId]/route.ts GET': ({ report }) => [{ params: { cycleReportId: report.scenario.cycleReportId } }],
  'app/api/reports/[cycleReportId]/packages/route.ts GET': ({ report }) => [{ params: { cycleReportId: report.scenario.cycleReportId } }],
  'app/api/packages/[id]/route.ts GET': ({ report }) => report.packages.map((id) => ({ params: { id } })),
  'app/api/search/route.ts GET': ({ report }) =>
    [TARGET.key, TARGET.income, ''].flatMap((q) =>
      report.versions.map(({ phase, instance }) => ({
        query: { q, at: versionHref({ cycleReportId: report.scenario.cycleReportId, phase, instance }) },
      })),
    ),
  'app/api/inbox/route.ts GET': once({ query: {} }),
  'app/api/inbox/count/route.ts GET': once({ query: {} }),
  'app/api/inbox/reports/route.ts GET': once({}),
  'app/api/cycles/route.ts GET': once({}),
  'app/api/two-stage-table/route.ts GET': once({}),
  'app/api/notices/route.ts GET': once({}),
  'app/api/progress/cycles/[id]/route.ts GET': ({ report }) => [{ params: { id: report.scenario.cycleId }, query: {} }],
  'app/api/progress/cycles/[id]/cells.csv/route.ts GET': ({ report }) => [{ params: { id: report.scenario.cycleId }, query: {} }],
  'app/api/progress/cycles/[id]/cells.xlsx/route.ts GET': ({ report }) => [{ params: { id: report.scenario.cycleId }, query: {} }],
  'app/api/progress/cycles/[id]/burn-up/route.ts GET': ({ report }) => [{ params: { id: report.scenario.cycleId }, query: {} }],
  'app/api/progress/cycles/[id]/burn-up.csv/route.ts GET': ({ report }) => [{ params: { id: report.scenario.cycleId }, query: {} }],
  'app/api/progress/cycles/[id]/burn-up.xlsx/route.ts GET': ({ report }) => [{ params: { id: report.scenario.cycleId }, query: {} }],
  'app/api/progress/reports/[id]/route.ts GET': ({ report }) => [{ params: { id: report.scenario.cycleReportId } }],
  'app/api/progress/people/route.ts GET': ({ report }) => [{ query: { cycle: report.scenario.cycleId } }],
  'app/api/progress/flow/route.ts GET': ({ report }) => [{ query: { cycle: report.scenario.cycleId } }],
  'app/api/progress/rows/route.ts GET': ({ report }) => MEASURES.map((measure) => ({ query: { measure, cycle: report.scenario.cycleId } })),
  'app/api/workflows/route.ts GET': once({ query: {} }, { query: { show: 'ended' } }, { query: { show: 'troubled' } }),
  'app/api/workflows/[id]/route.ts GET': ({ runs }) => runs.map((id) => ({ params: { id } })),
  'app/api/workflows/alerts/route.ts GET': once({}),
  'app/api/workflows/figures/route.ts GET': once({ query: { days: '90' } }),
  'app/api/workflows/attempts/route.ts GET': once(
    ...['openChain', 'createVersion', 'runWork'].map((activity) => ({ query: { days: '90', activity } })),
  ),
  'app/api/admin/route.ts GET': once({}),
  'app/api/admin/users/[id]/work/route.ts GET': ({ report }) => [{ params: { id: report.scenario.tester.userId } }],
  'app/api/delegations/route.ts GET': once({}),
  'app/api/absences/route.ts GET': once({}),
  'app/api/views/route.ts GET': once({ query: { page: 'inbox' } }, { query: { page: 'progress' } }),
  'app/api/me/route.ts GET': once({}),
  'app/api/mail-preference/route.ts GET': once({}),
  'app/api/admin/mail/route.ts GET': once({}),
  'app/api/admin/mail/[id]/route.ts GET': once({ params: { id: '1' } }),
  'app/verify/route.ts GET': { readsNoData: 'a page that is the same everywhere' },
  'app/api/live/route.ts GET': { readsNoData: 'says in which reports something changed, never what' },
  'app/api/metrics/route.ts GET': { readsNoData: 'counts of the whole installation, for whoever carries its token' },
  'app/api/health/route.ts GET': { readsNoData: 'says whether services answer' },
  'app/api/uploads/evidence/route.ts POST': { readsNoData: 'takes a file and answers its name' },
  'app/api/evidence/[id]/[sha256]/route.ts GET': ({ report }) =>
    report.files.map(({ versionId, sha256 }) => ({ params: { id: versionId, sha256 } })),
  'app/api/evidence/[id]/[sha256]/passage/route.ts GET': ({ report }) =>
    report.files.flatMap(({ versionId, sha256 }) => ['1', '2', '3'].map((row) => ({ params: { id: versionId, sha256 }, query: { row } }))),
  'app/api/uploads/route.ts POST': { readsNoData: 'takes a file and answers its hash' },
};
