/** A text of the report taken apart: what people wrote, and the codes of figures in between. */
export type BodyPart = { kind: 'text'; text: string } | { kind: 'figure'; code: string };

const FIGURE = /\{\{([^{}]*)\}\}/g;
/** How texts name people; their handles are no numbers. */
const PERSON = /\{person:[0-9a-f-]{36}\}/g;
/** Digits with what joins them, such as 1,402 or 2026-11-29, and a per cent sign; not those of a name, as in 14M or Q2. */
const NUMBER = /(?<![\p{L}\p{N}])\p{Nd}+(?:[.,:/’'-]\p{Nd}+)*(?![\p{L}\p{N}])(?:\s?%)?/gu;

/** Takes a text apart at the figures that it names. */
export function bodyParts(body: string): BodyPart[] {
  const parts: BodyPart[] = [];
  let from = 0;
  for (const found of body.matchAll(FIGURE)) {
    if (found.index > from) parts.push({ kind: 'text', text: body.slice(from, found.index) });
    parts.push({ kind: 'figure', code: (found[1] ?? '').trim() });
    from = found.index + found[0].length;
  }
  if (from < body.length) parts.push({ kind: 'text', text: body.slice(from) });
  return parts;
}

/** The codes of the figures that a text names, each once, in their order. */
export function namedFigures(body: string): string[] {
  return [...new Set(bodyParts(body).flatMap((part) => (part.kind === 'figure' ? [part.code] : [])))];
}

/** The numbers that somebody typed into a text instead of naming a figure, each once, in their order. */
export function typedNumbers(body: string): string[] {
  const texts = bodyParts(body).flatMap((part) => (part.kind === 'text' ? [part.text.replace(PERSON, ' ')] : []));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(NUMBER)].map(([number]) => number.replace(/\s+/g, ' '))))];
}

/** How a text names a figure. */
export function figureInText(code: string): string {
  return `{{${code}}}`;
}

/** A text as it is read: with the values of the figures that it names; one that is not there stays as it was written. */
export function readText(body: string, values: ReadonlyMap<string, string>): string {
  return bodyParts(body)
    .map((part) => (part.kind === 'text' ? part.text : (values.get(part.code) ?? figureInText(part.code))))
    .join('');
}
