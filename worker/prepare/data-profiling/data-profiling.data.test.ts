import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportParams } from '#contract/inquiries';
import type { ProfileParams, RuleImportParams } from '#contract/profiling';
import { editByFilter } from '#data/draft/edit-by-filter.commands';
import { editItems } from '#data/draft/edit-items.commands';
import { versionPlace } from '#data/files/preparation.queries';
import { readSummary } from '#data/version/phase-summary.queries';
import type { ItemData } from '#domain/item/json';
import { all } from '#domain/phase/filters';
import type { PhaseName } from '#domain/phase/phase-names';
import { attributeProfileSchema, profiledAttributes, profileKey, unprofiled } from '#domain/phases/data-profiling/profile-facts';
import { type Rule, ruleSchema } from '#domain/phases/data-profiling/rule-item';
import { ruleScore } from '#domain/phases/data-profiling/score';
import { populationFact } from '#domain/phases/planning/population';
import type { WorkKind } from '#domain/version/commands';
import { openStorage, type Storage } from '#storage/storage';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { carryOut, prepareDraft as prepare } from '../../../test/support/preparing';
import {
  type ChainHandle,
  decide,
  GATED,
  makeChain,
  makeScenario,
  OWNER_REVIEW,
  type Scenario,
  SELF,
  send,
  submit,
} from '../../../test/support/scenario';
import { where } from '../../../test/support/where';
import { versionFacts, versionItems } from '../phase/version-reader';

const RECORDS = 150;
/** Amount is principal and fee; closed only where the status says so, never before it was opened; record 7 has a state of no list. */
const ROWS = Array.from({ length: RECORDS }, (_, index) => {
  const [principal, fee, isClosed] = [1_000 + ((index * 37) % 400), 5 + (index % 13), index % 3 === 0];
  const opened = `202401${String(1 + (index % 28)).padStart(2, '0')}`;
  return [
    String(1000 + index),
    String(principal + fee),
    String(principal),
    String(fee),
    isClosed ? 'closed' : 'open',
    opened,
    isClosed ? `202402${String(1 + (index % 28)).padStart(2, '0')}` : '',
    index === 7 ? 'ZZ' : index % 2 === 0 ? 'TX' : 'CA',
  ];
});
const HEADER = ['loan_id', 'amount', 'principal', 'fee', 'status', 'opened_date', 'closed_date', 'state'];
const DICTIONARY = [
  'Number,Name,Type,Valid Values,Exhaustive,Required,Description',
  '1,Loan ID,Alphanumeric,,,mandatory,',
  '2,Amount,Decimal,,,mandatory,',
  '3,Principal,Decimal,,,,',
  '4,Fee,Decimal,,,,',
  '5,Status,Code,open closed,,,',
  '6,Opened Date,Date,,,,Format yyyymmdd',
  '7,Closed Date,Date,,,,Format yyyymmdd',
  '8,State,Code,TX CA,yes,,',
].join('\n');

let database: TestDatabase;
let directory: string;
let storage: Storage;
beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'profiling-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const prepareDraft = (chain: ChainHandle, phase: PhaseName) => prepare(chain, storage, phase);
const work = (chain: ChainHandle, versionId: string, kind: WorkKind, params: ImportParams | ProfileParams | RuleImportParams) =>
  carryOut(chain, storage, { versionId, kind, params });

async function revisionOf(versionId: string): Promise<number> {
  return (await database.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).editRevision;
}

async function setAll(chain: ChainHandle, versionId: string, values: ItemData): Promise<void> {
  await editByFilter(database.db, chain.scenario.tester.actor, {
    versionId,
    editRevision: await revisionOf(versionId),
    filter: all(),
    set: values,
  });
}

async function rules(versionId: string): Promise<Map<string, Rule>> {
  const found = new Map<string, Rule>();
  for await (const { key, data } of versionItems(database.db, await versionPlace(database.db.pool, versionId)))
    found.set(key, ruleSchema.parse(data));
  return found;
}

async function edit(chain: ChainHandle, versionId: string, rule: Partial<Rule> & { code: string }): Promise<void> {
  const isKnown = (await rules(versionId)).has(rule.code);
  const { code, ...cells } = rule;
  await editItems(database.db, chain.scenario.tester.actor, {
    versionId,
    editRevision: await revisionOf(versionId),
    edits: [isKnown ? { key: code, set: cells } : { key: code, put: { code, ...cells } }],
  });
}

async function remove(chain: ChainHandle, versionId: string, key: string): Promise<void> {
  await editItems(database.db, chain.scenario.tester.actor, {
    versionId,
    editRevision: await revisionOf(versionId),
    edits: [{ key, remove: true }],
  });
}

async function facts(versionId: string) {
  return await versionFacts(database.db, await versionPlace(database.db.pool, versionId));
}

async function importParams(header: readonly string[], rows: readonly (readonly string[])[]): Promise<ImportParams> {
  const data = await storage.put(Readable.from([Buffer.from([header, ...rows].map((row) => row.join(',')).join('\n'))]));
  const dictionary = await storage.put(Readable.from([Buffer.from(DICTIONARY)]));
  return {
    dictionarySha256: dictionary.sha256,
    dictionaryName: 'dictionary.csv',
    dataSha256: data.sha256,
    dataName: 'loans.csv',
    delimiter: null,
    quoted: null,
    header: true,
    skipLines: 0,
    key: null,
    map: {},
    types: {},
    control: { total: rows.length },
    controlReason: '',
    sourceSystem: 'Origination',
    extractedBy: 'x@example.test',
    extractedAt: '2026-01-05',
    asOfDate: '2025-12-31',
  };
}

async function approve(chain: ChainHandle, versionId: string): Promise<void> {
  await setAll(chain, versionId, { decision: 'include' });
  expect(await submit(chain, versionId, {}, GATED)).toMatchObject({ outcome: 'applied' });
}

async function started(): Promise<{ scenario: Scenario; planning: ChainHandle; chain: ChainHandle; first: string }> {
  const scenario = await makeScenario(database.db);
  const planning = await makeChain(scenario, 'planning', SELF);
  const versionId = await prepareDraft(planning, 'planning');
  await work(planning, versionId, 'import', await importParams(HEADER, ROWS));
  await approve(planning, versionId);
  const chain = await makeChain(scenario, 'data-profiling', OWNER_REVIEW);
  return { scenario, planning, chain, first: await prepareDraft(chain, 'data-profiling') };
}

/** Planning approved anew on another file. */
async function replan(
  scenario: Scenario,
  planning: ChainHandle,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  await send(planning, scenario.tester, 'reopen_phase', { comment: 'A corrected extract.' });
  const again = await prepareDraft(planning, 'planning');
  await work(planning, again, 'import', await importParams(header, rows));
  await approve(planning, again);
}

describe('Data Profiling', () => {
  it('opens with the population, the attributes, and rules from the dictionary, undecided, each saying from what', async () => {
    const { first } = await started();
    const held = await facts(first);
    expect(populationFact(held)).toMatchObject({ count: RECORDS, fileName: 'loans.csv' });
    expect(profiledAttributes(held).map((attribute) => attribute.code)).toEqual([
      'LOAN_ID',
      'AMOUNT',
      'PRINCIPAL',
      'FEE',
      'STATUS',
      'OPENED_DATE',
      'CLOSED_DATE',
      'STATE',
    ]);
    const found = await rules(first);
    expect(
      [...found.values()].every(
        (rule) => rule.decision === null && rule.result === null && rule.problem === null && rule.sourceDetail !== '',
      ),
    ).toBe(true);
    expect(Object.fromEntries([...found].map(([key, rule]) => [key, rule.source]))).toMatchObject({
      'LOAN_ID.unique': 'key',
      'LOAN_ID.filled': 'key',
      'AMOUNT.filled': 'mandatory',
      'AMOUNT.type': 'type',
      'OPENED_DATE.type': 'type',
      'STATE.valid-values': 'valid-values',
    });
    expect(found.get('STATE.valid-values')).toMatchObject({
      expression: 'if STATE is not blank then STATE in valid values',
      attributes: ['STATE'],
    });
  });

  it('profiles the population, proposes from the data, and what people took out or changed stays so', async () => {
    const { chain, first } = await started();
    await edit(chain, first, { code: 'AMOUNT.type', expression: 'AMOUNT is number', severity: 'low' });
    await remove(chain, first, 'LOAN_ID.filled');
    await work(chain, first, 'profile', { propose: true });
    const held = await facts(first);
    expect(unprofiled(held)).toEqual([]);
    expect(attributeProfileSchema.parse(held.get(profileKey('STATE')))).toMatchObject({
      records: RECORDS,
      blank: 0,
      distinct: 3,
      outOfDomain: 1,
      top: [
        { value: 'CA', count: 74 },
        { value: 'TX', count: 75 },
        { value: 'ZZ', count: 1 },
      ].sort((a, b) => b.count - a.count),
    });
    const found = await rules(first);
    expect(found.get('AMOUNT.type')).toMatchObject({ expression: 'AMOUNT is number', severity: 'low' });
    expect(found.has('LOAN_ID.filled')).toBe(false);
    const fromData = [...found.values()].filter((rule) => rule.source === 'data').map((rule) => rule.code);
    expect(fromData).toEqual(
      expect.arrayContaining([
        'AMOUNT.sum.PRINCIPAL+FEE',
        'OPENED_DATE.not-after.CLOSED_DATE',
        'CLOSED_DATE.blank-when.STATUS',
        'STATUS.filled',
        'AMOUNT.range',
      ]),
    );
    expect([...found.values()].filter((rule) => rule.problem !== null)).toEqual([]);
    expect(found.get('STATE.valid-values')?.result).toEqual({
      status: 'ran',
      tested: RECORDS,
      passed: RECORDS - 1,
      failed: 1,
      message: '',
      population: populationFact(held)?.hash,
    });
    expect([...found.values()].filter((rule) => rule.source === 'data' && rule.result?.failed !== 0).map((rule) => rule.code)).toEqual([]);
    const before = [await rules(first), await facts(first)];
    await work(chain, first, 'profile', { propose: true });
    expect([await rules(first), await facts(first)]).toEqual(before);
  });

  it('runs again only what was changed since, and scores what is used', async () => {
    const { scenario, chain, first } = await started();
    await work(chain, first, 'profile', { propose: false });
    await setAll(chain, first, { decision: 'include' });
    await edit(chain, first, { code: 'STATE.valid-values', expression: "STATE in ('TX')" });
    expect((await rules(first)).get('STATE.valid-values')?.result).toBeNull();
    expect((await submit(chain, first, {}, GATED)).detail).toContain('1 used rule was not run');
    await work(chain, first, 'profile', { propose: false });
    expect((await rules(first)).get('STATE.valid-values')?.result).toMatchObject({ tested: RECORDS, failed: 75 });
    expect(await submit(chain, first, {}, GATED)).toMatchObject({ outcome: 'applied' });
    const { sections } = await readSummary(database.db, scenario.owner.subject, { versionId: first });
    const used = [...(await rules(first)).values()];
    expect(sections[0]?.parts[0]).toMatchObject({
      label: 'All used rules',
      value: `${ruleScore(used).score} %`,
      filter: all(where('decision', 'is', 'include')),
    });
    expect(ruleScore(used)).toMatchObject({ counted: used.length, cannotRun: 0, testedNothing: 0, notRun: 0 });
    expect(ruleScore(used).score).not.toBe('100.00');
  });

  it('takes in the edits of a file, undecided, and names those it cannot say', async () => {
    const { scenario, chain, first } = await started();
    const edits = [
      {
        id: 'V1',
        description: 'Status must be open or closed.',
        rule: { property: 'status', condition: 'in', values: ['open', 'closed'] },
      },
      { id: 'V2', description: 'Colour must be red.', rule: { property: 'colour', condition: 'equal', value: 'red' } },
    ];
    const { sha256 } = await storage.put(Readable.from([Buffer.from(JSON.stringify(edits))]));
    await work(chain, first, 'import-rules', { sha256, name: 'edits.json', format: 'hmda-rule-spec', fields: {} });
    expect((await rules(first)).get('V1')).toMatchObject({
      expression: "STATUS in ('open', 'closed')",
      source: 'import',
      decision: null,
      result: null,
    });
    expect((await rules(first)).has('V2')).toBe(false);
    const { sections } = await readSummary(database.db, scenario.owner.subject, { versionId: first });
    expect(sections.find((section) => section.title === 'Imported rules')?.parts).toEqual([
      { label: 'edits.json', value: '1 of 2 edits expressed', help: 'Left out: V2 (No attribute holds colour).' },
    ]);
    const before = await rules(first);
    await work(chain, first, 'import-rules', { sha256, name: 'edits.json', format: 'hmda-rule-spec', fields: {} });
    expect(await rules(first)).toEqual(before);
  });

  it('asks again about what the reviewer turned down, and keeps the rest with its profile', async () => {
    const { scenario, chain, first } = await started();
    await work(chain, first, 'profile', { propose: false });
    await setAll(chain, first, { decision: 'include' });
    await submit(chain, first);
    await decide(chain, scenario.owner, first, 'request_changes', {
      verdicts: [{ itemKey: 'STATE.valid-values', verdict: 'rejected', reason: 'ZZ is allowed since May.' }],
    });
    const second = await prepareDraft(chain, 'data-profiling');
    const found = await rules(second);
    expect(found.get('STATE.valid-values')).toMatchObject({
      decision: null,
      turnedDownBy: scenario.owner.actor.email,
      turnedDownReason: 'ZZ is allowed since May.',
    });
    expect(found.get('AMOUNT.type')).toEqual((await rules(first)).get('AMOUNT.type'));
    expect(await facts(second)).toEqual(await facts(first));
    await setAll(chain, second, { decision: 'include' });
    expect((await submit(chain, second, {}, GATED)).detail).toContain('kept without an answer');
  });

  it('follows a new population: old profiles and results go, rules of a vanished attribute too, those written by hand are left out with a reason', async () => {
    const { scenario, planning, chain, first } = await started();
    await work(chain, first, 'profile', { propose: true });
    const own = (await rules(first)).get('FEE.type');
    await edit(chain, first, { ...own, code: 'MY.fee', expression: 'FEE is not blank', source: 'tester' } as Rule);
    await setAll(chain, first, { decision: 'include' });
    await submit(chain, first);
    await replan(
      scenario,
      planning,
      HEADER.filter((name) => name !== 'fee'),
      ROWS.slice(1).map((row) => row.filter((_, index) => index !== 3)),
    );
    await decide(chain, scenario.owner, first, 'request_changes');
    const second = await prepareDraft(chain, 'data-profiling');
    const held = await facts(second);
    expect(populationFact(held)).toMatchObject({ count: RECORDS - 1 });
    expect(unprofiled(held).map((attribute) => attribute.code)).toEqual([
      'LOAN_ID',
      'AMOUNT',
      'PRINCIPAL',
      'STATUS',
      'OPENED_DATE',
      'CLOSED_DATE',
      'STATE',
    ]);
    const found = await rules(second);
    expect([...found.keys()].filter((code) => code.includes('FEE'))).toEqual([]);
    expect(found.get('MY.fee')).toMatchObject({ decision: 'exclude', decisionReason: 'FEE is no longer among the report’s attributes.' });
    expect(found.get('MY.fee')?.problem).toContain('FEE');
    expect([...found.values()].every((rule) => rule.result === null)).toBe(true);
    expect(found.get('AMOUNT.type')?.decision).toBe('include');
    await work(chain, second, 'profile', { propose: true });
    expect(unprofiled(await facts(second))).toEqual([]);
  });

  it('says what blocks and what it found', async () => {
    const { scenario, chain, first } = await started();
    const refused = await submit(chain, first, {}, GATED);
    expect(refused).toMatchObject({ outcome: 'refused', code: 'gates_open' });
    expect(refused.detail).toContain('not profiled');
    await work(chain, first, 'profile', { propose: false });
    const { sections } = await readSummary(database.db, scenario.owner.subject, { versionId: first });
    expect(sections.find((section) => section.title === 'Population')?.parts).toContainEqual({
      label: 'Attributes profiled',
      value: '8 of 8',
    });
  });
});
