import type { ItemData } from '#domain/item/json';
import type { Cite } from '#domain/phase/figure';
import type { PhaseName } from '#domain/phase/phase-names';
import { deriveSections } from '#domain/phases/final-report/derive-sections';
import type { ReportedRun, ReportSources } from '#domain/phases/final-report/figures/sources';
import { significantMatters } from '#domain/phases/final-report/matters';
import { writeSections } from '#domain/phases/final-report/write-sections';
import { caseId } from '#domain/phases/request-info/case-id';
import type { ScopedAttribute } from '#domain/phases/scoping/scope-item';
import { madeDraw } from './made-draw';
import { OWNER, observation, written } from './observed-cases';

/** An approved version of a phase, whose hash tells which. */
export function cite(phase: PhaseName, instance = '', number = 1): Cite {
  const hash = Buffer.from(`${phase}/${instance}/${number}`).toString('hex').slice(0, 64);
  return { phase, instance, number, versionHash: hash.padEnd(64, '0') };
}

export const reportedRun = (attribute: string, record: string, more: Partial<ReportedRun> = {}): ReportedRun => ({
  caseId: caseId(attribute, record),
  attribute,
  record,
  result: 'pass',
  pattern: null,
  looser: false,
  ...more,
});

const scoped = (code: string, more: Partial<ScopedAttribute> = {}): ScopedAttribute => ({
  code,
  position: 1,
  name: `Name of ${code}`,
  recommendation: 'test',
  score: 50,
  reasons: [],
  recommendedBy: 'countersign/1',
  cde: false,
  historicalIssue: false,
  risk: null,
  requirement: null,
  type: null,
  rules: 0,
  failedRules: 0,
  dqScore: null,
  decision: 'accept',
  finalScoping: 'test',
  approach: '',
  decisionReason: '',
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
  ...more,
});

const sampled = (more: Partial<NonNullable<ReportSources['sample']>['samples'][number][1]> = {}) => ({
  origins: [{ source: 'rule' as const, draw: '$draw/001', by: null }],
  values: {},
  stratum: null,
  category: null,
  requestedBy: null,
  decision: 'include' as const,
  lob: 'Retail',
  ...more,
});

/** A small report: two attributes, three records of one line of business, three failures in two observations, one evidence not to be had. */
export function reportSources(more: Partial<ReportSources> = {}): ReportSources {
  const observed = written();
  const observations = ['INCOME/scale-100', 'INCOME/sign'].map((key) => {
    return [
      key,
      {
        ...observation(observed, key),
        decision: 'observation' as const,
        proposed: 'low' as const,
        severity: 'low' as const,
        text: 'Off by a factor.',
      },
    ] as const;
  });
  return {
    planning: {
      cite: cite('planning'),
      attributes: ['INCOME', 'RATE', 'ID'].map((code) => ({ code, name: `Name of ${code}`, decision: 'include', cde: code === 'INCOME' })),
      records: 1_000,
    },
    profiling: {
      cite: cite('data-profiling'),
      rules: [
        {
          decision: 'include',
          severity: 'critical',
          dimension: 'accuracy',
          result: { status: 'ran', tested: 4, passed: 3, failed: 1, message: '', population: 'h' },
        },
      ],
    },
    scoping: {
      cite: cite('scoping'),
      attributes: [
        scoped('INCOME', { cde: true }),
        scoped('RATE', { recommendation: 'skip', decision: 'override', decisionReason: 'Asked for by the examiners.' }),
        scoped('ID', { recommendation: 'key', finalScoping: 'key', decision: null }),
        scoped('FEE', { decision: 'decline', finalScoping: 'skip', decisionReason: 'Tested last quarter.' }),
      ],
    },
    sample: {
      cite: cite('sample-selection'),
      draws: [{ key: '$draw/001', draw: madeDraw() }],
      samples: [
        ['L-1', sampled()],
        ['L-2', sampled()],
        ['L-3', sampled({ origins: [{ source: 'tester', draw: null, by: null }] })],
        ['L-4', sampled({ decision: 'exclude' })],
      ],
    },
    lines: [
      {
        key: 'Retail',
        lob: 'Retail',
        requests: [
          {
            cite: cite('request-info', 'Retail/1'),
            cases: ['L-1', 'L-2', 'L-3'].flatMap((record) =>
              ['INCOME', 'RATE'].map((attribute) => ({
                attribute,
                attributeName: `Name of ${attribute}`,
                unobtainable: attribute === 'RATE' && record === 'L-2' ? 'The file burnt.' : '',
              })),
            ),
          },
        ],
        tests: [
          {
            cite: cite('test-execution', 'Retail/1'),
            runs: [
              reportedRun('INCOME', 'L-1', { result: 'fail', pattern: 'scale-100' }),
              reportedRun('INCOME', 'L-2', { result: 'fail', pattern: 'sign' }),
              reportedRun('INCOME', 'L-3', { result: 'fail', pattern: 'scale-100' }),
              reportedRun('RATE', 'L-1', { looser: true }),
              reportedRun('RATE', 'L-2', { result: 'inconclusive' }),
              reportedRun('RATE', 'L-3'),
            ],
          },
        ],
        observations: { cite: cite('observation-management', 'Retail'), observations },
      },
    ],
    history: [
      { cite: cite('planning'), versions: 1, returned: 0, decidedBy: [] },
      { cite: cite('scoping'), versions: 2, returned: 1, decidedBy: [{ person: OWNER, role: 'report_owner' }] },
      { cite: cite('request-info', 'Retail/1'), versions: 7, returned: 0, decidedBy: [] },
    ],
    acceptedInputs: [],
    exceptions: [],
    ...more,
  };
}

/** The items and facts of a report's first version, by key. */
export function firstReport(sources: ReportSources = reportSources()): Map<string, ItemData> {
  return afterwards(new Map(), sources);
}

/** The items and facts of a version after its figures were derived anew. */
export function afterwards(before: ReadonlyMap<string, ItemData>, sources: ReportSources): Map<string, ItemData> {
  const items = new Map(before);
  for (const change of writeSections(before, deriveSections(sources), significantMatters(sources), null)) {
    if (change.op === 'put') items.set(change.key, change.data);
    else items.delete(change.key);
  }
  return items;
}
