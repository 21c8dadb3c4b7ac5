import { z } from 'zod';

/**
 * Text of a file as it was extracted: pages of a PDF, sheets of a workbook, or one part of a table or text file. Rows are numbered from 1
 * and empty ones left out; a row has one cell, or several where the file shows columns. A part without rows is a page without text.
 */
export const extractedTextSchema = z.strictObject({
  parts: z.array(
    z.strictObject({
      place: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('page'), page: z.number().int().min(1) }),
        z.strictObject({ kind: z.literal('sheet'), sheet: z.string() }),
        z.strictObject({ kind: z.literal('file') }),
      ]),
      rows: z.array(z.strictObject({ row: z.number().int().min(1), cells: z.array(z.string()) })),
    }),
  ),
});
export type ExtractedText = z.infer<typeof extractedTextSchema>;
export type TextPart = ExtractedText['parts'][number];

/** Where a value stands in a file, as people say it: a page, a cell of a sheet, or a row. */
export const evidencePlaceSchema = z.union([
  z.strictObject({ page: z.number().int().min(1) }),
  z.strictObject({ sheet: z.string(), cell: z.string() }),
  z.strictObject({ row: z.number().int().min(1) }),
]);
export type EvidencePlace = z.infer<typeof evidencePlaceSchema>;

/** What heads a column of a workbook, by its number from 1: 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return `${before > 0 ? columnLetters(before) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

/** The place of a cell, by the number of its row and its column from 1. */
export function placeIn({ place }: TextPart, row: number, column: number): EvidencePlace {
  switch (place.kind) {
    case 'page':
      return { page: place.page };
    case 'sheet':
      return { sheet: place.sheet, cell: `${columnLetters(column)}${row}` };
    case 'file':
      return { row };
  }
}
