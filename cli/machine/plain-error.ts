import { KeysNotUsable } from '#storage/signing-keys';

/** A failure the person at the terminal can act on: printed as its one sentence, without a stack. */
export class PlainError extends Error {
  override name = 'PlainError';
}

/** The sentence for any failure that reached the top; undefined when only the stack can help. */
export function plainSentence(error: unknown): string | undefined {
  if (error instanceof PlainError || error instanceof KeysNotUsable) return error.message;
  if (isSystemError(error, 'ENOSPC')) return 'The disk is full: free some space and run the command again.';
  if (isSystemError(error, 'EACCES') && error instanceof Error) {
    return `A file may not be read or written here (${error.message}).`;
  }
  return undefined;
}

/** True when the error, or one that caused it, carries this operating-system code. */
export function isSystemError(error: unknown, code: string): boolean {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if ('code' in current && current.code === code) return true;
    current = current.cause;
  }
  return false;
}
