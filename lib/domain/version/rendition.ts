/** The recipe by which a report that is signed is set in print; whatever changes a byte of it takes another name. */
export const RENDITION = 'pdf/1';

/** Name of the recipe that adds the signatures to a document once all are given. */
export function signedRendition(recipe: string): string {
  return `${recipe}-signed`;
}
