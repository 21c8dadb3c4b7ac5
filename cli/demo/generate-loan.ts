import { type Dice, hundredths } from './dice';

export type Loan = Record<string, string>;

const PLACES = [
  { city: 'Larkmoor', state: 'ME', zip: '04', county: '23005', tracts: ['23005001200', '23005002402', '23005003001'] },
  { city: 'Port Ansel', state: 'MA', zip: '02', county: '25021', tracts: ['25021416200', '25021417802', '25021418003'] },
  { city: 'Quill Falls', state: 'CT', zip: '06', county: '09003', tracts: ['09003471500', '09003496100', '09003524302'] },
  { city: 'Tamsin', state: 'NJ', zip: '07', county: '34013', tracts: ['34013001100', '34013010200', '34013021500'] },
  { city: 'Upper Wick', state: 'PA', zip: '19', county: '42045', tracts: ['42045401101', '42045405200', '42045410500'] },
  { city: 'Galeside', state: 'CA', zip: '90', county: '06037', tracts: ['06037101110', '06037265202', '06037920200'] },
] as const;
const STREETS = ['Alder', 'Bobbin', 'Candle', 'Dovecote', 'Ember', 'Ferry', 'Gable', 'Hollow'];
const NEW_IN_REGISTER = '54930084UKLVMY22DS16';

function day(dice: Dice, fromMonth: number, toMonth: number): string {
  const month = dice.between(fromMonth, toMonth);
  return `2025${String(month).padStart(2, '0')}${String(dice.between(1, 28)).padStart(2, '0')}`;
}

function demographics(loan: Loan, dice: Dice, prefix: string, exists: boolean): void {
  loan[`${prefix}_ETHNICITY_1`] = exists
    ? dice.weighted([
        ['2', 70],
        ['1', 14],
        ['11', 4],
        ['3', 12],
      ] as const)
    : '5';
  loan[`${prefix}_ETHNICITY_OBSERVED`] = exists ? '2' : '4';
  loan[`${prefix}_RACE_1`] = exists
    ? dice.weighted([
        ['5', 62],
        ['3', 12],
        ['2', 6],
        ['21', 3],
        ['22', 2],
        ['6', 14],
        ['1', 1],
      ] as const)
    : '8';
  if (exists && dice.chance(3)) loan[`${prefix}_RACE_2`] = '3';
  loan[`${prefix}_RACE_OBSERVED`] = exists ? '2' : '4';
  loan[`${prefix}_SEX`] = exists
    ? dice.weighted([
        ['1', 52],
        ['2', 41],
        ['3', 6],
        ['6', 1],
      ] as const)
    : '5';
  loan[`${prefix}_SEX_OBSERVED`] = exists ? '2' : '4';
  loan[`${prefix}_AGE`] = exists ? String(dice.bell(21, 82)) : '9999';
}

function denial(loan: Loan, dice: Dice, denied: boolean): void {
  loan.DENIAL_REASON_1 = denied
    ? dice.weighted([
        ['1', 34],
        ['3', 24],
        ['4', 16],
        ['6', 9],
        ['7', 8],
        ['2', 9],
      ] as const)
    : '10';
  if (denied && dice.chance(30)) loan.DENIAL_REASON_2 = '4';
}

function costs(loan: Loan, dice: Dice, amount: number, originated: boolean): void {
  const rate = dice.bell(425, 875);
  const fees = Math.floor((amount * dice.bell(5, 35)) / 1000);
  loan.INTEREST_RATE = originated ? hundredths(rate) : 'NA';
  loan.RATE_SPREAD = originated ? hundredths(rate - 640) : 'NA';
  loan.TOTAL_LOAN_COSTS = originated ? hundredths(fees * 100 + dice.between(0, 99)) : 'NA';
  loan.POINTS_AND_FEES = 'NA';
  loan.ORIGINATION_CHARGES = originated ? hundredths(Math.floor(fees / 2) * 100) : 'NA';
  if (originated && dice.chance(25)) loan.DISCOUNT_POINTS = hundredths(dice.between(20_000, 300_000));
  if (originated && dice.chance(20)) loan.LENDER_CREDITS = hundredths(dice.between(5_000, 150_000));
  loan.PREPAYMENT_PENALTY_TERM = 'NA';
  loan.HIGH_COST = originated ? (rate > 860 ? '1' : '2') : '3';
}

/** One loan of the fictional bank, every value within the dictionary. `ordinal` counts from 1 and makes the identifier unique. */
export function generateLoan(dice: Dice, ordinal: number): Loan {
  const place = dice.pick(PLACES);
  const action = dice.weighted([
    ['1', 58],
    ['3', 17],
    ['4', 12],
    ['5', 4],
    ['2', 3],
    ['6', 6],
  ] as const);
  const purpose = dice.weighted([
    ['1', 52],
    ['31', 17],
    ['32', 19],
    ['2', 8],
    ['4', 4],
  ] as const);
  const business = dice.chance(7);
  const multifamily = business && dice.chance(60);
  const amount = (multifamily ? dice.bell(60, 700) : dice.bell(4, 120)) * 10_000 + 5_000;
  const value = Math.floor((amount * 100) / dice.between(45, 97));
  const originated = action === '1' || action === '6';
  const withCoApplicant = !business && dice.chance(46);
  const applied = day(dice, 1, 9);
  const loan: Loan = {
    RECORD_TYPE: '2',
    LEGAL_ENTITY: NEW_IN_REGISTER,
    LOAN_ID: `${NEW_IN_REGISTER}${String(ordinal).padStart(7, '0')}${dice.text(4)}`,
    APPLICATION_DATE: action === '6' ? 'NA' : applied,
    LOAN_TYPE: business
      ? '1'
      : dice.weighted([
          ['1', 74],
          ['2', 15],
          ['3', 8],
          ['4', 3],
        ] as const),
    LOAN_PURPOSE: business ? dice.pick(['1', '32', '4'] as const) : purpose,
    PREAPPROVAL: purpose === '1' && dice.chance(8) ? '1' : '2',
    CONSTRUCTION: dice.chance(4) ? '2' : '1',
    OCCUPANCY: business
      ? '3'
      : dice.weighted([
          ['1', 89],
          ['2', 5],
          ['3', 6],
        ] as const),
    LOAN_AMOUNT: hundredths(amount * 100),
    ACTION: action,
    ACTION_DATE: day(dice, 10, 12),
    STREET: `${dice.between(1, 980)} ${dice.pick(STREETS)} Street`,
    CITY: place.city,
    STATE: place.state,
    ZIP: `${place.zip}${String(dice.between(1, 999)).padStart(3, '0')}`,
    COUNTY: place.county,
    TRACT: dice.pick(place.tracts),
    INCOME: business ? 'NA' : String(dice.bell(28, 420)),
    PURCHASER: originated
      ? dice.weighted([
          ['0', 48],
          ['1', 26],
          ['3', 16],
          ['71', 4],
          ['9', 6],
        ] as const)
      : '0',
    LIEN: dice.chance(93) ? '1' : '2',
    APPLICANT_SCORE: business ? '8888' : String(dice.bell(540, 850)),
    CO_APPLICANT_SCORE: withCoApplicant ? String(dice.bell(540, 850)) : '9999',
    APPLICANT_SCORE_MODEL: business ? '9' : dice.pick(['1', '2', '3'] as const),
    CO_APPLICANT_SCORE_MODEL: withCoApplicant ? dice.pick(['1', '2', '3'] as const) : '10',
    DEBT_TO_INCOME: business ? 'NA' : hundredths(dice.bell(1_400, 6_100)),
    LOAN_TO_VALUE: hundredths(Math.floor((amount * 10_000) / value)),
    LOAN_TERM: dice.weighted([
      ['360', 70],
      ['180', 17],
      ['240', 8],
      ['120', 5],
    ] as const),
    INTRODUCTORY_PERIOD: dice.chance(12) ? dice.pick(['60', '84', '120'] as const) : 'NA',
    BALLOON: business && dice.chance(25) ? '1' : '2',
    INTEREST_ONLY: dice.chance(3) ? '1' : '2',
    NEGATIVE_AMORTISATION: '2',
    OTHER_NON_AMORTISING: '2',
    PROPERTY_VALUE: hundredths(value * 100),
    MANUFACTURED_SECURED: '3',
    MANUFACTURED_LAND: '5',
    UNITS: String(
      multifamily
        ? dice.between(5, 120)
        : dice.weighted([
            [1, 94],
            [2, 4],
            [4, 2],
          ] as const),
    ),
    AFFORDABLE_UNITS: multifamily ? '0' : 'NA',
    SUBMISSION: action === '6' ? '3' : dice.chance(84) ? '1' : '2',
    PAYABLE: action === '6' ? '3' : '1',
    OFFICER_LICENCE: String(dice.between(200_000, 2_400_000)),
    UNDERWRITING_SYSTEM_1: business ? '6' : dice.pick(['1', '2', '5'] as const),
    UNDERWRITING_RESULT_1: business ? '17' : dice.pick(['1', '8', '9', '10'] as const),
    REVERSE: dice.chance(1) ? '1' : '2',
    OPEN_END: dice.chance(11) ? '1' : '2',
    BUSINESS_PURPOSE: business ? '1' : dice.chance(4) ? '1111' : '2',
  };
  if (loan.CONSTRUCTION === '2') Object.assign(loan, { MANUFACTURED_SECURED: '1', MANUFACTURED_LAND: '1' });
  demographics(loan, dice, 'APPLICANT', true);
  demographics(loan, dice, 'CO_APPLICANT', withCoApplicant);
  denial(loan, dice, action === '3');
  costs(loan, dice, amount, originated);
  return loan;
}
