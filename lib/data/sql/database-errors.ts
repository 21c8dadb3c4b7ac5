import { Refusal, type RefusalCode } from '#domain/refusals';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Runs a write and turns the database's own verdicts into refusals: a name that is taken (`duplicate_name`) and a
 * reference to something that does not exist (`invalid_input`). Anything else passes through.
 */
export async function refusingConflicts<T>(write: () => Promise<T>, what: { taken?: string; unknown?: string } = {}): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const refuse = (code: RefusalCode, detail: string | undefined): never => {
      throw new Refusal(code, detail);
    };
    if (hasCode(error, UNIQUE_VIOLATION)) return refuse('duplicate_name', what.taken);
    if (hasCode(error, FOREIGN_KEY_VIOLATION))
      return refuse('invalid_input', what.unknown ?? 'Something that was named does not exist any more.');
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
