import { timingSafeEqual } from 'node:crypto';

/** Whether an `authorization` header carries the token; a header of another length carries none. */
export function carriesToken(header: string | null | undefined, token: string): boolean {
  const [given, wanted] = [Buffer.from(header ?? ''), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
