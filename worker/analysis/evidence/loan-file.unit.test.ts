import { expect, it } from 'vitest';
import { matchEvidence, searchableText } from '#domain/evidence/match';
import type { AttributeType } from '#domain/rules/rule-attribute';
import { type MadeLine, madePdf } from '../../../test/support/evidence/made-files';
import { pdfText } from './pdf-text';

const loanKey = { code: 'LOAN_ID', name: 'Loan ID', type: 'text' as const, format: '', value: 'LN-2024-00017' };
const sought = (name: string, type: AttributeType, value: string, format = '') => ({ code: name.toUpperCase(), name, type, format, value });

/** A loan file of thirty pages; amounts are written on the page with this number. */
async function loanFile(amounts: readonly MadeLine[], at: number) {
  const page = (number: number): MadeLine[] => [
    `Loan LN-2024-00017, page ${number} of 30`,
    'Clause 1: the borrower, 1 unit of account, 1 signature',
    ...(number === at ? amounts : []),
  ];
  return searchableText(await pdfText(new Uint8Array(await madePdf(Array.from({ length: 30 }, (_, index) => page(index + 1))))));
}

it('the value 1 in a 30-page loan file is weak, not found; 1.234,56 and (1,234.56) are; a scanned page is not searchable', async () => {
  const written = await loanFile(
    [
      ['Balance', '1.234,56'],
      ['Adjustment', '(1,234.56)'],
    ],
    17,
  );
  expect(matchEvidence(written, [loanKey], sought('Units', 'integer', '1')).check).toMatchObject({ value: 'weak', result: 'warning' });
  for (const [name, value, format] of [
    ['Balance', '1234.56', ''],
    ['Adjustment', '-1234.56', ''],
    ['Adjustment', '(1,234.56)', '(1,234.56)'],
  ] as const)
    expect([name, matchEvidence(written, [loanKey], sought(name, 'decimal', value, format))]).toMatchObject([
      name,
      { check: { value: 'found', result: 'pass' }, at: { page: 17 } },
    ]);
  const scanned = searchableText(await pdfText(new Uint8Array(await madePdf([[]]))));
  expect(matchEvidence(scanned, [loanKey], sought('Balance', 'decimal', '1234.56')).check.result).toBe('not-searchable');
});
