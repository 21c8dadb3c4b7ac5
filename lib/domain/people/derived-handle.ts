import { textHash } from '../item/canonical-json';

/**
 * The handle of a fictional person: the first 128 bits of the SHA-256 of seed and e-mail, so that the same work of the same people
 * gives the same hashes on any machine. Real people have random ones (`new_handle` of the database).
 */
export function derivedHandle(seed: string, email: string): string {
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(textHash(`${seed}\n${email}`)) ?? [];
  return parts.join('-');
}
