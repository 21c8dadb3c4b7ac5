import { Dice } from './dice';
import { generateLoan, type Loan } from './generate-loan';
import { plantDefects } from './plant-defects';
import { REGISTER_FIELDS } from './register-fields';

export interface Register {
  /** Pipe-separated; line 1 is a transmittal line whose third field is the number of records, no header. */
  data: string;
  /** Comma-separated dictionary, one line a field, with a header. */
  dictionary: string;
  recordCount: number;
  /** How many loans carry each planted defect, by its code. */
  planted: ReadonlyMap<string, number>;
}

export const CONTROL_LINE = 1;
export const CONTROL_FIELD = 3;

function line(loan: Loan): string {
  return REGISTER_FIELDS.map(({ code }) => loan[code] ?? '').join('|');
}

function cell(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The dictionary of the register, in columns that the import of dictionaries knows by name. */
function registerDictionary(): string {
  const header = [
    'Code',
    'Name',
    'Description',
    'Type',
    'Format',
    'Requirement',
    'Valid Values',
    'Special Values',
    'Exhaustive',
    'Key Order',
    'CDE',
    'Historical Issue',
    'Security Class',
    'Risk',
  ];
  const yesNo = (value: boolean) => (value ? 'yes' : 'no');
  const rows = REGISTER_FIELDS.map((field) => [
    field.code,
    field.name,
    field.description,
    field.type,
    field.type === 'date' ? 'yyyyMMdd' : '',
    field.requirement,
    field.validValues.join(' '),
    field.specialValues.join(' '),
    yesNo(field.exhaustive),
    field.keyOrder === null ? '' : String(field.keyOrder),
    yesNo(field.cde),
    yesNo(field.historicalIssue),
    field.securityClass,
    String(field.risk),
  ]);
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

/** The whole register of `recordCount` loans; the same seed gives the same bytes on any machine. One loan identifier repeats per 2,000 loans. */
export function generateRegister(seed: number, recordCount: number): Register {
  const dice = new Dice(seed);
  const planted = new Map<string, number>();
  const lines = [`1|Harbour & Vale Bank (fictional)|${recordCount}|2025`];
  let previousId = '';
  for (let ordinal = 1; ordinal <= recordCount; ordinal += 1) {
    const loan = generateLoan(dice, ordinal);
    const defect = plantDefects(loan, dice);
    if (defect) planted.set(defect.code, (planted.get(defect.code) ?? 0) + 1);
    if (ordinal % 2000 === 0) {
      loan.LOAN_ID = previousId;
      planted.set('repeated-identifier', (planted.get('repeated-identifier') ?? 0) + 1);
    }
    previousId = loan.LOAN_ID ?? '';
    lines.push(line(loan));
  }
  return { data: `${lines.join('\n')}\n`, dictionary: registerDictionary(), recordCount, planted };
}
