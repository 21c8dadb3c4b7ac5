import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage, type Storage } from '#storage/storage';
import { DICTIONARY_ANSWERS } from '../../../test/support/field-cases/dictionary-answers';
import { type Answer, FieldCase } from '../../../test/support/field-cases/field-case';
import { FILE_ANSWERS } from '../../../test/support/field-cases/file-answers';
import { RULE_ANSWERS } from '../../../test/support/field-cases/rule-answers';
import { VALUE_ANSWERS } from '../../../test/support/field-cases/value-answers';

const DATA = process.env.COUNTERSIGN_REFERENCE_DATA ?? '../shared/data';
const CASES = join(DATA, 'field-cases');
const ANSWERS: Readonly<Record<string, Answer>> = { ...FILE_ANSWERS, ...DICTIONARY_ANSWERS, ...VALUE_ANSWERS, ...RULE_ANSWERS };

const isThere = existsSync(CASES);
const folders = isThere
  ? readdirSync(CASES, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
  : [];

let directory: string;
let storage: Storage;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'field-cases-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe.skipIf(!isThere)(`files as people send them (looked for in ${CASES}; skipped where absent)`, { timeout: 60_000 }, () => {
  it('has an answer for every case, and a case for every answer', () => {
    expect(Object.keys(ANSWERS).sort()).toEqual([...folders].sort());
  });

  it.each(folders)('reads %s as it should be read', async (name) => {
    const answer = ANSWERS[name];
    if (answer === undefined) throw new Error(`No answer is stated for ${name}.`);
    await answer(new FieldCase(join(CASES, name), storage));
  });
});
