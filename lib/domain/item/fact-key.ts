/** Answers whether a key is reserved: it holds a fact of the whole version, which is compared and hashed and not counted. */
export function isFactKey(key: string): boolean {
  return key.startsWith('$');
}
