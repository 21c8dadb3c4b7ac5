import { describe, expect, it } from 'vitest';
import { PackageUnreadable } from './fault';
import { declaredState, type Manifest, manifestBytes, readManifest, readSignature, signatureBytes, signedOfManifest } from './manifest';

const file = (path: string) => ({ path, sha256: 'a'.repeat(64), size: 1 });
const manifest: Manifest = {
  format: 'countersign-package/1',
  installation: '0'.repeat(32),
  report: 'Büro',
  cycle: '2026 Q4',
  cycleReport: 'b3737aae-2ead-4f99-9a17-63bab6fa8ba7',
  number: 3,
  redacted: false,
  state: 'partial',
  omissions: [{ what: 'report/final-report.pdf', reason: 'There is none.' }],
  files: [file('record/b'), file('package.json'), file('record/a')],
};
const changed = (change: (text: string) => string) => new TextEncoder().encode(change(new TextDecoder().decode(manifestBytes(manifest))));
const wordsOf = (bytes: Uint8Array): string => {
  try {
    readManifest(bytes);
  } catch (error) {
    if (error instanceof PackageUnreadable) return error.fault.words;
    throw error;
  }
  return 'read';
};

describe('a manifest', () => {
  it('is read as it was written, its files in the order of their paths', () => {
    expect(readManifest(manifestBytes(manifest))).toEqual({
      ...manifest,
      files: [file('package.json'), file('record/a'), file('record/b')],
    });
  });

  it('that says the same in another way, or what no manifest says, is refused in words', () => {
    const cases: [what: string, bytes: Uint8Array, words: RegExp][] = [
      ['a space', changed((text) => text.replace('{', '{ ')), /not in canonical form/],
      ['a member twice', changed((text) => text.replace('{', '{"number":3,')), /not in canonical form/],
      ['a byte order mark', changed((text) => `\ufeff${text}`), /not JSON/],
      ['no UTF-8', Uint8Array.of(...manifestBytes(manifest), 0xff), /not JSON/],
      ['another format', changed((text) => text.replace('package/1', 'package/2')), /no manifest of countersign-package\/1/],
      ['a member more', changed((text) => text.replace('"cycle"', '"a":1,"cycle"')), /no manifest/],
      ['a file twice', changed((text) => text.replace('record/b', 'record/a')), /listed twice, or out of order/],
      ['out of order', changed((text) => text.replace('record/a', 'record/c')), /listed twice, or out of order/],
      ['itself', changed((text) => text.replace('package.json', 'manifest.sig')), /it lists manifest\.sig/],
      ['a path upwards', changed((text) => text.replace('record/a', '../a')), /no manifest/],
      ['a state that it has not', changed((text) => text.replace('"partial"', '"complete"')), /declares itself complete/],
    ];
    for (const [what, bytes, words] of cases) expect([what, wordsOf(bytes)]).toEqual([what, expect.stringMatching(words)]);
  });

  it('declares itself complete only where nothing is left out', () => {
    expect([declaredState([]), declaredState(manifest.omissions)]).toEqual(['complete', 'partial']);
  });

  it('is signed by its format and its hash, and a signature is read as it was written', () => {
    expect(new TextDecoder().decode(signedOfManifest(new TextEncoder().encode('#')))).toBe('countersign-package/1\n#');
    const signature = { algorithm: 'Ed25519', key: `${'A'.repeat(43)}=`, signature: `${'A'.repeat(86)}==` } as const;
    expect(readSignature(signatureBytes(signature))).toEqual(signature);
    expect(() => readSignature(new TextEncoder().encode('{}'))).toThrow(/manifest\.sig: it is no signature/);
  });
});
