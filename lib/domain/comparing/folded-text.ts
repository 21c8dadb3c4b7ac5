/** Characters that nobody sees: soft hyphens, joiners and marks of the byte order. */
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** Most values are of this kind, and are left as they are: no blanks, nothing beyond ASCII. */
const PLAIN = /^[!-~]*$/;

/** A text as people see it: compatible forms made one (NFKC), blanks and line ends one space, none around it. */
export function spacedText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.normalize('NFKC').replace(UNSEEN, '').replace(/\s+/gu, ' ').trim();
}

/** A text without regard to capitals: "ß" is "ss", every sigma the same. What it answers is compared, never shown. */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}

/** Whether nothing but blanks and line ends stands in a text. */
export function isEmptyText(text: string | null): boolean {
  return text === null || text.trim() === '';
}

/** A value in quotation marks, cut to 60 characters. */
export function quoted(text: string): string {
  const characters = [...text];
  return `“${characters.length <= 60 ? text : `${characters.slice(0, 59).join('')}…`}”`;
}
