import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ProfileParams, RuleImportParams } from '#contract/profiling';
import { readSummary } from '#data/version/phase-summary.queries';
import type { ItemData } from '#domain/item/json';
import { personToken } from '#domain/people/person-token';
import { all } from '#domain/phase/filters';
import type { PhaseName } from '#domain/phase/phase-names';
import { attributeProfileSchema, profiledAttributes, profileKey, unprofiled } from '#domain/phases/data-profiling/profile-facts';
import { ruleHash } from '#domain/phases/data-profiling/rule-hash';
import { type Rule } from '#domain/phases/data-profiling/rule-item';
import { ruleScore } from '#domain/phases/data-profiling/score';
import { populationFact } from '#domain/phases/planning/population';
import type { WorkKind } from '#domain/version/commands';
import { carryOut, editDraft, factsOf, prepareDraft as prepare, setWhere } from '../../../test/support/preparing';
import { HEADER, profiledLoans, putRule, RECORDS, ROWS, replan, rulesOf } from '../../../test/support/profiled-loans';
import { storesOfThisFile } from '../../../test/support/stores';
import { where } from '../../../test/support/where';
import { type ChainHandle, decide, GATED, submit } from '../../../test/support/world/chain';
import { failurePage } from './rule-inquiries';

const stores = storesOfThisFile();
const started = () => profiledLoans(stores);
const prepareDraft = (chain: ChainHandle, phase: PhaseName) => prepare(chain, stores.storage, phase);
const work = (chain: ChainHandle, versionId: string, kind: WorkKind, params: ProfileParams | RuleImportParams) =>
  carryOut(chain, stores.storage, { versionId, kind, params });
const setAll = (chain: ChainHandle, versionId: string, values: ItemData) => setWhere(chain, versionId, [], values);

describe('Data Profiling', () => {
  it('opens with the population, the attributes, and rules from the dictionary, undecided, each saying from what', async () => {
    const { chain, first } = await started();
    const held = await factsOf(chain, first);
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
    const found = await rulesOf(chain, first);
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
    await putRule(chain, first, { code: 'AMOUNT.type', expression: 'AMOUNT is number', severity: 'low' });
    await editDraft(chain, first, [{ key: 'LOAN_ID.filled', remove: true }]);
    await work(chain, first, 'profile', { propose: true });
    const held = await factsOf(chain, first);
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
    const found = await rulesOf(chain, first);
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
      rule: ruleHash({ code: 'STATE.valid-values', expression: found.get('STATE.valid-values')?.expression ?? '' }),
      status: 'ran',
      tested: RECORDS,
      passed: RECORDS - 1,
      failed: 1,
      message: '',
      population: populationFact(held)?.hash,
    });
    expect([...found.values()].filter((rule) => rule.source === 'data' && rule.result?.failed !== 0).map((rule) => rule.code)).toEqual([]);
    const before = [await rulesOf(chain, first), await factsOf(chain, first)];
    await work(chain, first, 'profile', { propose: true });
    expect([await rulesOf(chain, first), await factsOf(chain, first)]).toEqual(before);
  });

  it('runs again only what was changed since, and scores what is used', async () => {
    const { scenario, chain, first } = await started();
    await work(chain, first, 'profile', { propose: false });
    await setAll(chain, first, { decision: 'include' });
    await putRule(chain, first, { code: 'STATE.valid-values', expression: "STATE in ('TX')" });
    expect((await rulesOf(chain, first)).get('STATE.valid-values')?.result).toBeNull();
    expect((await submit(chain, first, {}, GATED)).detail).toContain('1 included rule was not run');
    await work(chain, first, 'profile', { propose: false });
    expect((await rulesOf(chain, first)).get('STATE.valid-values')?.result).toMatchObject({ tested: RECORDS, failed: 75 });
    expect(await submit(chain, first, {}, GATED)).toMatchObject({ outcome: 'applied' });
    const { sections } = await readSummary(stores.db, scenario.owner, { versionId: first });
    const used = [...(await rulesOf(chain, first)).values()];
    expect(sections[0]?.parts[0]).toMatchObject({
      label: 'All included rules',
      value: `${ruleScore(used).score} %`,
      filter: all(where('decision', 'is', 'include')),
    });
    expect(ruleScore(used)).toMatchObject({ counted: used.length, cannotRun: 0, misread: 0, testedNothing: 0, notRun: 0 });
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
    const { sha256 } = await stores.storage.put(Readable.from([Buffer.from(JSON.stringify(edits))]));
    await work(chain, first, 'import-rules', { sha256, name: 'edits.json', format: 'hmda-rule-spec', fields: {}, activityYear: '2017' });
    expect((await rulesOf(chain, first)).get('V1')).toMatchObject({
      expression: "STATUS in ('open', 'closed')",
      source: 'import',
      pack: 'edits.json',
      activityYear: '2017',
      decision: null,
      result: null,
    });
    expect((await rulesOf(chain, first)).has('V2')).toBe(false);
    const { sections } = await readSummary(stores.db, scenario.owner, { versionId: first });
    expect(sections.find((section) => section.title === 'Imported rules')?.parts).toEqual([
      { label: 'edits.json', value: '1 of 2 edits expressed', help: 'Not imported: V2 (No attribute holds colour).' },
    ]);
    await work(chain, first, 'profile', { propose: false });
    const before = await rulesOf(chain, first);
    const imported = before.get('V1');
    expect(imported?.result).toMatchObject({ status: 'ran', rule: ruleHash({ code: 'V1', expression: "STATUS in ('open', 'closed')" }) });
    expect([...before.values()].every((rule) => rule.result?.rule === ruleHash(rule))).toBe(true);
    await work(chain, first, 'import-rules', { sha256, name: 'edits.json', format: 'hmda-rule-spec', fields: {}, activityYear: null });
    expect(await rulesOf(chain, first)).toEqual(before);
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
    const found = await rulesOf(chain, second);
    expect(found.get('STATE.valid-values')).toMatchObject({
      decision: null,
      turnedDownBy: personToken(scenario.owner.userId),
      turnedDownReason: 'ZZ is allowed since May.',
    });
    expect(found.get('AMOUNT.type')).toEqual((await rulesOf(chain, first)).get('AMOUNT.type'));
    expect(await factsOf(chain, second)).toEqual(await factsOf(chain, first));
    await setAll(chain, second, { decision: 'include' });
    expect((await submit(chain, second, {}, GATED)).detail).toContain('kept without an answer');
  });

  it('follows a new population: old profiles and results go, rules of a vanished attribute too, those written by hand are left out with a reason', async () => {
    const loans = await started();
    const { scenario, chain, first } = loans;
    await work(chain, first, 'profile', { propose: true });
    const own = (await rulesOf(chain, first)).get('FEE.type');
    await putRule(chain, first, { ...own, code: 'MY.fee', expression: 'FEE is not blank', source: 'tester' } as Rule);
    await setAll(chain, first, { decision: 'include' });
    await submit(chain, first);
    await replan(
      stores,
      loans,
      HEADER.filter((name) => name !== 'fee'),
      ROWS.slice(1).map((row) => row.filter((_, index) => index !== 3)),
    );
    await decide(chain, scenario.owner, first, 'request_changes');
    const second = await prepareDraft(chain, 'data-profiling');
    const held = await factsOf(chain, second);
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
    const found = await rulesOf(chain, second);
    expect([...found.keys()].filter((code) => code.includes('FEE'))).toEqual([]);
    expect(found.get('MY.fee')).toMatchObject({ decision: 'exclude', decisionReason: 'FEE is no longer among the report’s attributes.' });
    expect(found.get('MY.fee')?.problem).toContain('FEE');
    expect([...found.values()].every((rule) => rule.result === null)).toBe(true);
    expect(found.get('AMOUNT.type')?.decision).toBe('include');
    await work(chain, second, 'profile', { propose: true });
    expect(unprofiled(await factsOf(chain, second))).toEqual([]);
  });

  it('says what blocks and what it found', async () => {
    const { scenario, chain, first } = await started();
    const refused = await submit(chain, first, {}, GATED);
    expect(refused).toMatchObject({ outcome: 'refused', code: 'gates_open' });
    expect(refused.detail).toContain('not profiled');
    await work(chain, first, 'profile', { propose: false });
    const { sections } = await readSummary(stores.db, scenario.owner, { versionId: first });
    expect(sections.find((section) => section.title === 'Population')?.parts).toContainEqual({
      label: 'Attributes profiled',
      value: '8 of 8',
    });
  });

  it('lists the records that fail a rule, and finds none to list in a version whose items are no rules', async () => {
    const { chain, planning, first } = await started();
    const context = { db: stores.db, storage: stores.storage, signal: new AbortController().signal, heartbeat: () => undefined };
    const failures = (versionId: string, key: string) =>
      failurePage(context, { kind: 'list-failures', versionId, key, masked: [], after: null, limit: 10 });
    expect([...(await rulesOf(chain, first)).keys()]).toContain('STATE.valid-values');
    expect((await failures(first, 'STATE.valid-values')).rows).toHaveLength(1);
    const { rows } = await stores.db.pool.query<{ id: string }>('select id from version where chain_id = $1', [planning.chainId]);
    await expect(failures(rows[0]?.id ?? '', 'STATE')).rejects.toMatchObject({ code: 'not_found' });
    await expect(failures(first, 'NO.such-rule')).rejects.toMatchObject({ code: 'not_found' });
  });
});
