import { signedRendition } from '#domain/version/rendition';

const [BEFORE = '', AFTER = ''] = signedRendition('\0').split('\0');

/** SQL of the recipe that adds the signatures to the document which the policy of chain `c` asks for; null where it asks for none. */
export function signedRenditionSql(chain: string): string {
  return `('${BEFORE}' || (${chain}.policy ->> 'rendition') || '${AFTER}')`;
}
