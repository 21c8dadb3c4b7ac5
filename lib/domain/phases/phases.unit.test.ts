import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/support/phase-context';
import type { ItemData } from '../item/json';
import { holdersOf } from '../people/permissions';
import type { Gate } from '../phase/definition';
import { PHASES } from '../phase/phase-names';
import { TASK_NAMES, TASKS } from '../phase/tasks';
import { dataProfiling } from './data-profiling/definition';
import { ruleSchema } from './data-profiling/rule-item';
import { type Attribute, attributeSchema } from './planning/attribute-item';
import { planning } from './planning/definition';
import type { FileFact } from './planning/facts';
import { phaseDefinition } from './registry';
import { sampleSelection } from './sample-selection/definition';
import type { DrawFact } from './sample-selection/facts';
import { type Sample, sampleSchema } from './sample-selection/sample-item';
import { scoping } from './scoping/definition';
import { scopeSchema } from './scoping/scope-item';

function blocked(gates: readonly Gate[]): Record<string, string> {
  return Object.fromEntries(gates.flatMap((gate) => (gate.blocked === null ? [] : [[gate.code, gate.blocked]])));
}

const ATTRIBUTE: Attribute = {
  code: 'A',
  position: 1,
  name: 'A',
  description: '',
  type: 'text',
  format: '',
  requirement: null,
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: 1,
  cde: false,
  historicalIssue: false,
  mdrm: '',
  securityClass: null,
  pdes: [],
  risk: null,
  riskRationale: '',
  column: 'a',
  decision: 'include',
  decisionReason: '',
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};
const FILE: FileFact = {
  sha256: 'f',
  name: 'f.csv',
  size: 1,
  dictionary: null,
  columns: ['a'],
  read: 10,
  accepted: 9,
  quarantined: 1,
  control: 10,
  controlFrom: 'typed in',
  controlReason: '',
  key: ['a'],
  parse: {
    format: 'delimited',
    compression: 'none',
    encoding: 'utf-8',
    delimiter: ',',
    quoted: true,
    header: true,
    skipLines: 0,
    controlLine: null,
  },
  recordNumberKey: false,
  keyNote: '',
  sourceSystem: '',
  extractedBy: '',
  extractedAt: '',
  asOfDate: '',
  populationHash: 'h',
};
const attribute = (changes: Partial<Attribute> = {}): ItemData => ({ ...ATTRIBUTE, ...changes }) as unknown as ItemData;
const file = (changes: Partial<FileFact> = {}): Record<string, ItemData> => ({ $file: { ...FILE, ...changes } as unknown as ItemData });

describe('Planning', () => {
  const gatesOf = async (items: readonly ItemData[], facts = file()) => blocked(await planning.gates(contextOf(items, facts)));

  it('has no open gate where everything is in order', async () => {
    expect(await gatesOf([attribute()])).toEqual({});
  });

  it('blocks an empty version: nothing satisfies no gate', async () => {
    expect(Object.keys(await gatesOf([], {}))).toEqual(['included', 'key', 'counts']);
  });

  it('names what blocks', async () => {
    const items = [
      attribute(),
      attribute({ decision: null, keyOrder: null }),
      attribute({ type: null, keyOrder: null }),
      attribute({ keyOrder: null, pdes: [{ source: 'Attic', location: 'a.b.c', mapping: 'direct', transformation: '' }] }),
      attribute({ keyOrder: null, turnedDownBy: 'o@example.test' }),
    ];
    expect(await gatesOf(items)).toEqual({
      decided: '1 attribute not decided.',
      typed: '1 attribute without a type.',
      sources: 'Not among this report’s sources: Attic.',
      answered: '1 attribute rejected by the approver and kept without an answer.',
    });
  });

  it('wants a key: an attribute, or the record number; and the key included', async () => {
    expect(await gatesOf([attribute({ keyOrder: null })])).toHaveProperty('key');
    expect(await gatesOf([attribute({ keyOrder: null })], file({ recordNumberKey: true, key: [] }))).toEqual({});
    expect(await gatesOf([attribute(), attribute({ decision: 'exclude', keyOrder: 2 })])).toHaveProperty('key');
  });

  it('wants counts that agree, or a reason', async () => {
    expect((await gatesOf([attribute()], file({ control: 12 }))).counts).toContain('12 records, the file holds 10');
    expect(await gatesOf([attribute()], file({ control: 12, controlReason: 'Two were withdrawn.' }))).toEqual({});
    expect(await gatesOf([attribute()], file({ control: null }))).toEqual({});
    expect(await gatesOf([attribute()], file({ accepted: 8 }))).toHaveProperty('counts');
  });

  it('sums up by decision, risk and data file', async () => {
    const sections = await planning.summary(
      contextOf([attribute({ cde: true, risk: 8 }), attribute({ decision: 'exclude', keyOrder: null })], file()),
    );
    const value = (title: string, label: string) =>
      sections.find((section) => section.title === title)?.parts.find((part) => part.label === label)?.value;
    expect([
      value('Attributes', 'Included'),
      value('Attributes', 'Excluded'),
      value('What matters most', 'Critical data elements'),
      value('What matters most', 'High risk (7 to 10)'),
      value('Data file', 'Quarantined'),
    ]).toEqual(['1', '1', '1', '1', '1']);
  });
});

const SAMPLE: Sample = {
  values: { A: '1', P: '1' },
  lob: 'Retail',
  category: null,
  stratum: null,
  attributeInFocus: null,
  rationale: '',
  origins: [{ source: 'rule', draw: '$draw/001', by: 't@example.test' }],
  recommendedBy: null,
  decision: 'include',
  decisionReason: '',
  requestedBy: null,
  requestReason: '',
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};
const sample = (changes: Partial<Sample> = {}): ItemData => ({ ...SAMPLE, ...changes }) as unknown as ItemData;
const POPULATION = {
  fileSha256: 'f',
  fileName: 'f.csv',
  asOfDate: '',
  parse: FILE.parse,
  columns: [{ column: 'a', code: 'A', included: true }],
  key: ['a'],
  count: 100,
  control: 100,
  hash: 'h',
};
const DRAW: DrawFact = {
  method: 'random',
  methodVersion: 'hash-rank/1',
  seed: 's',
  size: { by: 'table', riskPercent: '5', tolerablePercent: '5', expectedPercent: '0' },
  asked: 59,
  drawn: 59,
  filter: null,
  keys: [],
  excluding: [],
  keysHash: 'k',
  replaced: [],
  reason: '',
  by: 't@example.test',
  population: POPULATION,
};
const FACTS = {
  $population: POPULATION as unknown as ItemData,
  $lob: { column: '110', code: 'P', map: { '1': 'Retail' } },
  '$draw/001': DRAW as unknown as ItemData,
};

describe('Sample Selection', () => {
  const gatesOf = async (items: readonly ItemData[], facts: Record<string, ItemData> = FACTS) =>
    blocked(await sampleSelection.gates(contextOf(items, facts)));

  it('has no open gate where everything is in order, and several where nothing is there', async () => {
    expect(await gatesOf([sample()])).toEqual({});
    expect(Object.keys(await gatesOf([], {}))).toEqual(['population', 'included']);
    expect(Object.keys(await gatesOf([sample({ decision: null })]))).toEqual(['decided']);
  });

  it('names unmapped values, and LOBs that are not listed', async () => {
    const items = [sample(), ...Array.from({ length: 12 }, () => sample({ lob: null, values: { P: '3' } })), sample({ lob: 'Attic' })];
    expect((await gatesOf(items)).lob).toBe(
      'column 110: value 3 (12 records) has no line of business; “Attic” is not a listed line of business.',
    );
    expect((await gatesOf([sample(), sample({ lob: null })], { $population: FACTS.$population })).lob).toBe(
      '1 sample without a line of business.',
    );
  });

  it('wants reasons and answers', async () => {
    const items = [
      sample(),
      sample({ decision: 'exclude' }),
      sample({ decision: null }),
      sample({ decision: 'exclude', requestedBy: 'o@example.test', origins: [] }),
      sample({ turnedDownBy: 'o@example.test' }),
    ];
    expect(await gatesOf(items)).toEqual({
      decided: '1 sample not decided.',
      exclusions: '1 sample drawn at random and excluded without a reason.',
      answered:
        '1 sample asked for by the approver and excluded without an answer; 1 sample rejected by the approver and kept without an answer.',
    });
  });

  it('tells the approver how it was drawn', async () => {
    const sections = await sampleSelection.summary(contextOf([sample(), sample({ decision: 'exclude', decisionReason: 'lost' })], FACTS));
    const part = (title: string, label: string) =>
      sections.find((section) => section.title === title)?.parts.find((candidate) => candidate.label === label);
    expect(part('Method and size', 'Draws made')?.value).toBe('Drawn once');
    expect(part('Method and size', 'Draw 001: Random')).toMatchObject({
      value: '59 by the AICPA table: risk 5 %, tolerable 5 %, expected 0 %',
      help: '59 records drawn.',
      proof: 'Drawn with hash-rank/1, seed s. Hash of the drawn keys k.',
    });
    expect(part('Population', 'Control total')?.value).toBe('100');
    expect(part('Lines of business', 'Retail')?.value).toBe('1');
    expect(part('Exceptions', 'Replaced by the next hash rank')?.help).toContain('1 excluded random record has not been replaced');
  });
});

describe('registry', () => {
  it('knows every phase by its name', () => {
    expect(PHASES.map((phase) => phaseDefinition(phase).phase)).toEqual(PHASES);
  });

  it('describes every field of an item once', () => {
    for (const [definition, schema] of [
      [planning, attributeSchema],
      [dataProfiling, ruleSchema],
      [scoping, scopeSchema],
      [sampleSelection, sampleSchema],
    ] as const) {
      expect(definition.itemSchema).toBe(schema);
      expect(definition.fields.map((field) => field.name).sort()).toEqual(Object.keys(schema.shape).sort());
      expect(definition.fields.filter((field) => field.preparerDecision).map((field) => field.name)).toEqual(['decision']);
    }
    expect([planning.itemSchema.safeParse(attribute()).success, sampleSelection.itemSchema.safeParse(sample()).success]).toEqual([
      true,
      true,
    ]);
  });
});

describe('a phase that is recorded change by change', () => {
  it.each(PHASES.flatMap((phase) => phaseDefinition(phase).recorded ?? []))('lets those act whom permissions let act in it', (recorded) => {
    const phase = PHASES.find((one) => phaseDefinition(one).recorded === recorded);
    if (phase === undefined) throw new Error('it is no phase');
    const holders = (action: 'record' | 'judge') => [...holdersOf(action, { lane: { lobId: '', people: [], phase } })].sort();
    expect(holders('record')).toEqual(Object.keys(recorded.sets).sort());
    expect(holders('judge')).toEqual(Object.keys(recorded.verdicts).sort());
  });
});

describe('a task', () => {
  it.each(PHASES)('stands with the phase in which it waits (%s)', (phase) => {
    const { recorded, answers } = phaseDefinition(phase);
    const waiting = [...(recorded?.tasks ?? []), ...(answers ? [answers] : [])].map(({ task }) => task);
    expect(TASK_NAMES.filter((task) => TASKS[task].phase === phase)).toEqual(TASK_NAMES.filter((task) => waiting.includes(task)));
  });
});
