import type { Dice } from './dice';
import type { Loan } from './generate-loan';

/** One kind of defect put into the register on purpose; the list is printed in docs/demo-data.md. */
export interface PlantedDefect {
  code: string;
  sentence: string;
  /** How many loans of a thousand carry it. */
  perThousand: number;
  plant: (loan: Loan, dice: Dice) => void;
}

export const PLANTED_DEFECTS: readonly PlantedDefect[] = [
  {
    code: 'county-without-zero',
    sentence: 'County lost its leading zero',
    perThousand: 6,
    plant: (loan) => void (loan.COUNTY = (loan.COUNTY ?? '').replace(/^0/, '')),
  },
  {
    code: 'income-in-dollars',
    sentence: 'Income in dollars instead of thousands',
    perThousand: 5,
    plant: (loan) => void (loan.INCOME = loan.INCOME === 'NA' ? 'NA' : `${loan.INCOME}000`),
  },
  {
    code: 'invalid-purpose',
    sentence: 'Loan purpose 3, which does not exist',
    perThousand: 4,
    plant: (loan) => void (loan.LOAN_PURPOSE = '3'),
  },
  {
    code: 'action-before-application',
    sentence: 'Action dated before the application',
    perThousand: 5,
    plant: (loan) => void (loan.ACTION_DATE = '20241230'),
  },
  {
    code: 'amount-as-text',
    sentence: 'Loan amount with a thousands separator',
    perThousand: 3,
    plant: (loan) => void (loan.LOAN_AMOUNT = `${(loan.LOAN_AMOUNT ?? '').slice(0, -6)},${(loan.LOAN_AMOUNT ?? '').slice(-6)}`),
  },
  {
    code: 'impossible-date',
    sentence: 'Application dated 31 February',
    perThousand: 2,
    plant: (loan) => void (loan.APPLICATION_DATE = '20250231'),
  },
  {
    code: 'denied-without-reason',
    sentence: 'Denied, yet without a reason',
    perThousand: 4,
    plant: (loan) => Object.assign(loan, { ACTION: '3', DENIAL_REASON_1: '10' }) && undefined,
  },
  {
    code: 'rate-missing',
    sentence: 'Interest rate blank on an originated loan',
    perThousand: 4,
    plant: (loan) => Object.assign(loan, { ACTION: '1', INTEREST_RATE: '' }) && undefined,
  },
  { code: 'age-out-of-range', sentence: 'Applicant older than 120', perThousand: 2, plant: (loan) => void (loan.APPLICANT_AGE = '188') },
  {
    code: 'tract-of-other-county',
    sentence: 'Census tract of another county',
    perThousand: 5,
    plant: (loan) => void (loan.TRACT = '48201100000'),
  },
];

/** How the same kinds are kept apart: at most one defect a loan, chosen by its own throw of the dice. */
export function plantDefects(loan: Loan, dice: Dice): PlantedDefect | null {
  let left = dice.between(1, 1000);
  for (const defect of PLANTED_DEFECTS) {
    left -= defect.perThousand;
    if (left <= 0) {
      defect.plant(loan, dice);
      return defect;
    }
  }
  return null;
}
