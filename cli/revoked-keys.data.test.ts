import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '#domain/checkpoint/signed-note';
import { type KeyFile, publicKeys, revoked, rotated } from '#storage/signing-keys';
import type { UnpackedPackage } from '../test/support/packages/unpacked-package';
import { AT, printed, python, StampWorld } from '../test/support/stamps/stamp-world';
import { stamped } from '../test/support/stamps/stamped-package';
import { TEST_KEYS } from '../test/support/test-keys';
import { run as verify } from './verify';

let world: StampWorld;
/** A package that says that it is of checkpoint 7. */
let signed: UnpackedPackage;
const PRINT = fingerprint(Buffer.from(TEST_KEYS.keys[0]?.publicKey ?? '', 'base64'));
const REVOKED_AT = new Date('2016-09-01T12:00:00.000Z');

beforeAll(async () => {
  world = await StampWorld.make();
  signed = world.plain.copy();
  const about = signed.lines('package.json').join('');
  signed.replace('package.json', [about.replace(/"checkpoint":\d+/, '"checkpoint":7')]);
  signed.sealed();
});
afterAll(() => world.close());

/** What an installation publishes once the key of the tests was rotated and revoked. */
function published(from: number, change: (keys: KeyFile) => KeyFile = (keys) => keys): string {
  const next = rotated(TEST_KEYS, new Date('2016-08-01T00:00:00.000Z'));
  return JSON.stringify(change(publicKeys(revoked(next, PRINT, from, REVOKED_AT))), null, 2);
}

describe('a package whose key was revoked later', () => {
  it('still holds, and says that nothing but its own word tells that it is from before', async () => {
    const [one] = await world.said([signed], { published: published(8) });
    expect(one).toMatchObject({
      outcome: 'partial',
      revokedKey: { from: 8, at: REVOKED_AT.toISOString(), checkpoint: 7, stamp: 'none' },
    });
  });

  it('is from before where a stamp by a root that the reader trusts says so', async () => {
    const before = await stamped(signed, world.early, { at: AT });
    const after = await stamped(signed, world.early, { at: new Date('2016-10-01') });
    const keys = published(8);
    const found = await world.said([before, after], { published: keys, trusted: [world.early] });
    expect(found.map(({ outcome, revokedKey }) => [outcome, revokedKey?.stamp])).toEqual([
      ['partial', 'before'],
      ['partial', 'none'],
    ]);
    const [unknown] = await world.said([before], { published: keys });
    expect(unknown?.revokedKey?.stamp).toBe('untrusted');
  });

  it('is broken where it is of a checkpoint for which the key does not count any more, whatever its stamps say', async () => {
    const before = await stamped(signed, world.early, { at: AT });
    for (const each of await world.said([signed, before], { published: published(7) }))
      expect(each).toMatchObject({
        ...{ outcome: 'broken', first: 'keys.json', revokedKey: null },
        words: 'the key that signed was revoked from checkpoint 7 on, and the package is of checkpoint 7.',
      });
  });

  it('is told in the same words on the command line and by Python', async () => {
    const file = await world.write(await stamped(signed, world.early, { at: AT }));
    const keys = ['--keys', await world.text(published(8))];
    const about = (text: string): string[] => text.split('\n').filter((line) => /revoked/.test(line));
    for (const roots of [[], ['--root', await world.roots(world.early)]]) {
      const { code, text } = await printed(verify, [file, ...keys, ...roots]);
      expect(code).toBe(0);
      expect(about(text)).toEqual([
        `The key that signed was revoked on 2016-09-01, from checkpoint 8 on. The package says that it is of checkpoint 7, before that${
          roots.length === 0 ? '.' : ', and its time stamps show that it was signed before the key was revoked.'
        }`,
        expect.stringMatching(
          roots.length === 0
            ? /^Not proven: That it was signed before its key was revoked: .* Its time stamp shows it once you name the root that you trust\.$/
            : /^Not proven: That nobody else had the key before it was revoked: .* checkpoint 8, /,
        ),
      ]);
      expect(about(await python([...keys, ...roots, file]))).toEqual(about(text));
    }
  });
});

describe('the keys that an installation published', () => {
  it('are those of its export or of a later package, and another installation’s make a package broken', async () => {
    const later = signed.lines('keys.json').join('');
    expect(await world.said([signed], { published: later })).toMatchObject([{ outcome: 'partial', revokedKey: null }]);
    const stranger = published(8, ({ keys }) => ({ keys: keys.slice(1), statements: [] }));
    expect(await world.said([signed], { published: stranger })).toMatchObject([
      { outcome: 'broken', first: 'keys.json', words: 'the key that signed is not among the keys that the installation published.' },
    ]);
  });

  it('are refused where a statement is not rightly signed, and where there are none', async () => {
    const file = await world.write(signed);
    const forged = published(8, (keys) => ({ ...keys, statements: keys.statements.map((note) => note.replace('from 8', 'from 9')) }));
    for (const [text, words] of [
      [forged, /: statement 2 about its keys is not rightly signed\.$/],
      ['{}', /: it holds no keys of an installation\.$/],
      ['nothing', /: it holds no keys of an installation\.$/],
    ] as const) {
      const keys = ['--keys', await world.text(text)];
      await expect(verify([file, ...keys])).rejects.toThrow(words);
      expect(await python([...keys, file])).toBe('');
    }
  });
});
