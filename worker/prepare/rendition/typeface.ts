import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { openSync } from 'fontkit';

const find = createRequire(import.meta.url);
const fileOf = (weight: string) => find.resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`);

/** Inter, as static files: the variable one of the pages cannot be taken apart for a PDF. */
export const TYPEFACE = { regular: fileOf('400Regular'), strong: fileOf('600SemiBold') } as const;

let font: Font | undefined;

/**
 * A text with what the typeface cannot show told by its number, as "[U+4E2D]": a name that is left out of a report in print would be somebody
 * else's.
 */
export function showable(text: string): string {
  font ??= openSync(TYPEFACE.regular) as Font;
  const known = font;
  return [...text]
    .map((sign) => {
      const point = sign.codePointAt(0) ?? 0;
      return sign === '\n' || known.hasGlyphForCodePoint(point) ? sign : `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
    })
    .join('');
}
