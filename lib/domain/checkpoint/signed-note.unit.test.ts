import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Checkpoint, checkpointText, readCheckpointText } from './checkpoint';
import { fingerprint, isSignedBy, publicKeyBytes, readNote, signNote, verifierKey } from './signed-note';

/** The example of Go's golang.org/x/mod/sumdb/note, which C2SP `signed-note` was written after. */
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PUBLIC_KEY = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1);
const NOTE = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

function key() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKeyBytes(publicKey) };
}

describe('a signed note', () => {
  it('of another implementation is read and verified', () => {
    const note = readNote(NOTE);
    expect(note?.text).toBe(TEXT);
    expect(note && isSignedBy(note, 'PeterNeumann', PUBLIC_KEY)).toBe(true);
    expect(verifierKey('PeterNeumann', PUBLIC_KEY)).toBe(KEY);
  });

  it('whose text was changed is signed by nobody', () => {
    const note = readNote(NOTE.replace('answer', 'Answer'));
    expect(note && isSignedBy(note, 'PeterNeumann', PUBLIC_KEY)).toBe(false);
  });

  it('bears the signatures of several, and is still signed by each when a witness adds a line', () => {
    const [one, other, stranger] = [key(), key(), key()];
    const note = readNote(`${signNote('Text\n', 'some.log', one, other)}— witness.example AAAAAAAAAAAA\n`);
    expect(note?.signatures).toHaveLength(3);
    const signers = [one, other, stranger].map(({ publicKey }) => note && isSignedBy(note, 'some.log', publicKey));
    expect(signers).toEqual([true, true, false]);
    expect(note && isSignedBy(note, 'other.log', one.publicKey)).toBe(false);
  });

  it.each(['', 'Text\n', 'Text\n\n', 'Text\n\n— name !!!\n', 'Text\n\n- name AAAAAAAA\n', 'Text\n\n— a+b AAAAAAAA\n'])(
    'is not %j',
    (text) => {
      expect(readNote(text)).toBeNull();
    },
  );

  it('has keys that people compare by a fingerprint as of SSH', () => {
    expect(fingerprint(PUBLIC_KEY)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });
});

describe('the text of a checkpoint', () => {
  const checkpoint: Checkpoint = {
    installation: '0123456789abcdef0123456789abcdef',
    number: 7,
    treeSize: 12,
    root: Buffer.alloc(32, 1),
    previous: Buffer.alloc(32, 2),
    at: '2026-11-28T18:00:00.000Z',
  };
  const text = checkpointText(checkpoint);

  it('is origin, size and root, then number, checkpoint before and time', () => {
    expect(text).toBe(
      `countersign/0123456789abcdef0123456789abcdef\n12\n${'AQEB'.repeat(10)}AQE=\nnumber 7\nprevious ${'AgIC'.repeat(10)}AgI=\ntime 2026-11-28T18:00:00.000Z\n`,
    );
    expect(readCheckpointText(text)).toEqual(checkpoint);
  });

  it.each([
    text.replace('\n12\n', '\n012\n'),
    text.replace('number 7', 'number 0'),
    text.slice(0, -1),
    `${text}more\n`,
    text.replace('countersign/', 'other/'),
  ])('is nothing else: %j', (other) => {
    expect(readCheckpointText(other)).toBeNull();
  });
});
