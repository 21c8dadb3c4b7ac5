import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStatement, statementInWords } from '#domain/checkpoint/key-statement';
import { fingerprint } from '#domain/checkpoint/signed-note';
import {
  type KeyFile,
  KeysNotUsable,
  parseKeys,
  publicKeys,
  readKeys,
  readOrMakeKeys,
  revoked,
  rotated,
  signerOf,
  trustedKeys,
} from './signing-keys';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-keys-'));
  file = path.join(folder, 'keys', 'checkpoint-keys.json');
});
afterAll(() => rm(folder, { recursive: true }));

const AT = new Date('2026-11-28T18:00:00.000Z');
const prints = (keys: KeyFile): string[] => keys.keys.map(({ publicKey }) => fingerprint(Buffer.from(publicKey, 'base64')));

it('the first start makes a key that only its owner reads, and later ones find it', async () => {
  expect(await readKeys(file)).toBeNull();
  const made = await readOrMakeKeys(file);
  expect(await readOrMakeKeys(file)).toEqual(made);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(signerOf(made)?.publicKey).toEqual(Buffer.from(made.keys[0]!.publicKey, 'base64'));
});

it('a rotation keeps the old public key, throws its private half away, and is signed by both', async () => {
  const first = await readOrMakeKeys(file);
  const second = rotated(first, AT);
  const [old, present] = prints(second);
  expect(second.keys.map(({ privateKey }) => privateKey === null)).toEqual([true, false]);
  const statement = readStatement(second.statements[0]!);
  expect(statement && statementInWords(statement)).toBe(`${present} follows ${old}`);
  const [text, signatures] = second.statements[0]!.split('\n\n');
  const oneSignature = `${text}\n\n${signatures!.split('\n')[0]}\n`;
  expect(readStatement(oneSignature)).toBeNull();
});

it('a revoked key is known as such from a checkpoint on, also by the public file', async () => {
  const keys = rotated(await readOrMakeKeys(file), AT);
  const [old, present] = prints(keys) as [string, string];
  const later = revoked(keys, old, 9, AT);
  expect(trustedKeys(parseKeys(JSON.stringify(publicKeys(later)), 'it')).keys.map(({ revokedFrom }) => revokedFrom)).toEqual([9, null]);
  expect(signerOf(publicKeys(later))).toBeNull();
  expect(() => revoked(later, old, 10, AT)).toThrow('revoked already');
  expect(() => revoked(later, present, 10, AT)).toThrow('rotate first');
  expect(() => revoked(later, 'SHA256:none', 10, AT)).toThrow('There is no key');
  expect(() => rotated(publicKeys(later), AT)).toThrow(KeysNotUsable);
});

it('a file that is none, or whose statements were changed, is refused in words', async () => {
  const keys = revoked(rotated(await readOrMakeKeys(file), AT), prints(await readOrMakeKeys(file))[0]!, 9, AT);
  expect(() => parseKeys('x', 'keys.json')).toThrow('keys.json is not JSON.');
  expect(() => parseKeys('{"keys":[]}', 'keys.json')).toThrow('keys.json holds no keys of Countersign.');
  const changed = { ...keys, statements: keys.statements.map((one) => one.replace('from 9', 'from 10')) };
  expect(() => parseKeys(JSON.stringify(changed), 'keys.json')).toThrow('statement 2 about its keys is not rightly signed');
});
