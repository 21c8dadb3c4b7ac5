import { fingerprint, isSignedBy, readNote, type Signer, signNote } from './signed-note';

/** Under this name keys sign what is said of keys, so that no such text can pass for a checkpoint. */
const STATEMENT_NAME = 'countersign/keys';

/** What is said of keys (docs/record-format.md, "Checkpoints"). Keys are public ones, of 32 bytes each. */
export type KeyStatement =
  /** From here on `key` signs instead of `other`; signed by both. */
  | { act: 'rotation'; key: Buffer; other: Buffer; at: string }
  /** `other` does not count from this checkpoint on; signed by `key`. */
  | { act: 'revocation'; key: Buffer; other: Buffer; from: number; at: string };

function statementText(statement: KeyStatement): string {
  const lines = [STATEMENT_NAME, statement.act, `key ${statement.key.toString('base64')}`, `other ${statement.other.toString('base64')}`];
  if (statement.act === 'revocation') lines.push(`from ${statement.from}`);
  return `${[...lines, `time ${statement.at}`].join('\n')}\n`;
}

/** Writes a statement as a note, signed by those who have to. */
export function signStatement(statement: KeyStatement, ...signers: readonly Signer[]): string {
  return signNote(statementText(statement), STATEMENT_NAME, ...signers);
}

const TEXT =
  /^countersign\/keys\n(rotation|revocation)\nkey ([A-Za-z0-9+/]{43}=)\nother ([A-Za-z0-9+/]{43}=)\n(?:from ([1-9]\d{0,8})\n)?time (\S+)\n$/;

/** Reads a statement whose signatures are those that it needs; null for anything else. */
export function readStatement(text: string): KeyStatement | null {
  const note = readNote(text);
  const [, act, key = '', other = '', from, at = ''] = (note && TEXT.exec(note.text)) ?? [];
  if (!note || act === undefined || (act === 'revocation') !== (from !== undefined)) return null;
  const keys = { key: Buffer.from(key, 'base64'), other: Buffer.from(other, 'base64'), at };
  if (!isSignedBy(note, STATEMENT_NAME, keys.key)) return null;
  if (act === 'revocation') return { act, ...keys, from: Number(from) };
  return act === 'rotation' && isSignedBy(note, STATEMENT_NAME, keys.other) ? { act, ...keys } : null;
}

/** The statement in words, for people. */
export function statementInWords(statement: KeyStatement): string {
  const [key, other] = [fingerprint(statement.key), fingerprint(statement.other)];
  return statement.act === 'rotation' ? `${key} follows ${other}` : `${other} is revoked from checkpoint ${statement.from} on`;
}
