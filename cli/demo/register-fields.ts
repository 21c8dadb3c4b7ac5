import { answers, choice, EXEMPT, field, freeText, money, observed, type RegisterField } from './register-field';

/**
 * The dictionary of the demo's mortgage disclosure register: 110 fields in the project's own words. The bank, its loans
 * and its customers are invented; the layout follows the public idea of a loan application register.
 */
const ETHNICITY = '1 11 12 13 14 2 3 4 5';
const RACE = '1 2 21 22 23 24 25 26 27 3 4 41 42 43 44 5 6 7 8';

function person(prefix: string, label: string): { ethnicity: RegisterField[]; race: RegisterField[] } {
  return {
    ethnicity: [
      ...answers(`${prefix}_ETHNICITY`, label, 'Ethnicity', ETHNICITY),
      freeText(`${prefix}_ETHNICITY_TEXT`, `${label} Ethnicity, in words`, 'another Hispanic or Latino origin'),
    ],
    race: [
      ...answers(`${prefix}_RACE`, label, 'Race', RACE),
      freeText(`${prefix}_RACE_NATIVE_TEXT`, `${label} Tribe, in words`, 'an enrolled or principal tribe'),
      freeText(`${prefix}_RACE_ASIAN_TEXT`, `${label} Other Asian, in words`, 'another Asian origin'),
      freeText(`${prefix}_RACE_PACIFIC_TEXT`, `${label} Other Pacific Islander, in words`, 'another Pacific Islander origin'),
    ],
  };
}

const applicant = person('APPLICANT', 'Applicant');
const coApplicant = person('CO_APPLICANT', 'Co-applicant');

const loan: RegisterField[] = [
  choice('RECORD_TYPE', 'Record Type', 'Marks the line as a loan record; always 2.', '2', { risk: 1 }),
  field('LEGAL_ENTITY', 'Legal Entity', 'Identifier of the reporting bank, 20 characters.', 'text', { risk: 2 }),
  field('LOAN_ID', 'Loan Identifier', 'The bank’s own identifier of the loan or application; unique in the register.', 'text', {
    keyOrder: 1,
    cde: true,
    securityClass: 'Confidential',
    risk: 8,
  }),
  field(
    'APPLICATION_DATE',
    'Application Date',
    'Day the application was received, as year, month and day; NA for purchased loans.',
    'date',
    { specialValues: ['NA'], cde: true, risk: 7 },
  ),
  choice('LOAN_TYPE', 'Loan Type', 'Conventional (1) or insured or guaranteed by a public agency (2, 3, 4).', '1 2 3 4', {
    cde: true,
    risk: 7,
  }),
  choice(
    'LOAN_PURPOSE',
    'Loan Purpose',
    'Purchase (1), improvement (2), refinancing (31, 32), other (4), not applicable (5).',
    '1 2 31 32 4 5',
    { cde: true, risk: 7, historicalIssue: true },
  ),
  choice('PREAPPROVAL', 'Preapproval', 'Whether a preapproval was asked for (1) or not (2).', '1 2'),
  choice('CONSTRUCTION', 'Construction Method', 'Built on site (1) or manufactured (2).', '1 2'),
  choice('OCCUPANCY', 'Occupancy', 'Principal residence (1), second residence (2), investment (3).', '1 2 3', { risk: 5 }),
  field('LOAN_AMOUNT', 'Loan Amount', 'Amount of the loan, or the amount applied for, in dollars.', 'decimal', {
    cde: true,
    historicalIssue: true,
    securityClass: 'Confidential',
    risk: 9,
  }),
  choice(
    'ACTION',
    'Action Taken',
    'Originated (1), approved not accepted (2), denied (3), withdrawn (4), incomplete (5), purchased (6), preapproval denied (7) or not accepted (8).',
    '1 2 3 4 5 6 7 8',
    { cde: true, risk: 9 },
  ),
  field('ACTION_DATE', 'Action Date', 'Day of the action taken, as year, month and day.', 'date', { cde: true, risk: 7 }),
  field('STREET', 'Street Address', 'Street of the property.', 'text', { specialValues: EXEMPT, securityClass: 'Confidential', risk: 4 }),
  field('CITY', 'City', 'City of the property.', 'text', { specialValues: EXEMPT, risk: 3 }),
  field('STATE', 'State', 'Two-letter state of the property.', 'text', { specialValues: ['NA'], risk: 5 }),
  field('ZIP', 'ZIP Code', 'Postal code of the property; codes keep their leading zeros.', 'text', { specialValues: EXEMPT, risk: 4 }),
  field('COUNTY', 'County', 'Five digits: state and county; codes keep their leading zeros.', 'text', {
    specialValues: ['NA'],
    cde: true,
    risk: 6,
  }),
  field('TRACT', 'Census Tract', 'Eleven digits: state, county and tract.', 'text', {
    specialValues: ['NA'],
    cde: true,
    historicalIssue: true,
    risk: 7,
  }),
];

const people: RegisterField[] = [
  ...applicant.ethnicity,
  ...coApplicant.ethnicity,
  observed('APPLICANT_ETHNICITY_OBSERVED', 'Applicant Ethnicity Observed', '1 2 3'),
  observed('CO_APPLICANT_ETHNICITY_OBSERVED', 'Co-applicant Ethnicity Observed', '1 2 3 4'),
  ...applicant.race,
  ...coApplicant.race,
  observed('APPLICANT_RACE_OBSERVED', 'Applicant Race Observed', '1 2 3'),
  observed('CO_APPLICANT_RACE_OBSERVED', 'Co-applicant Race Observed', '1 2 3 4'),
  choice('APPLICANT_SEX', 'Applicant Sex', 'Answer of the applicant about sex.', '1 2 3 4 6', {
    securityClass: 'Restricted',
    cde: true,
    risk: 6,
  }),
  choice('CO_APPLICANT_SEX', 'Co-applicant Sex', 'Answer of the co-applicant about sex; 5 when there is none.', '1 2 3 4 5 6', {
    securityClass: 'Restricted',
    risk: 5,
  }),
  observed('APPLICANT_SEX_OBSERVED', 'Applicant Sex Observed', '1 2 3'),
  observed('CO_APPLICANT_SEX_OBSERVED', 'Co-applicant Sex Observed', '1 2 3 4'),
  field('APPLICANT_AGE', 'Applicant Age', 'Age in years; 8888 when not applicable.', 'integer', {
    specialValues: ['8888'],
    securityClass: 'Restricted',
    risk: 6,
  }),
  field('CO_APPLICANT_AGE', 'Co-applicant Age', 'Age in years; 8888 not applicable, 9999 no co-applicant.', 'integer', {
    specialValues: ['8888', '9999'],
    securityClass: 'Restricted',
    risk: 5,
  }),
  field('INCOME', 'Income', 'Gross yearly income relied on, in thousands of dollars.', 'integer', {
    specialValues: ['NA'],
    cde: true,
    historicalIssue: true,
    securityClass: 'Restricted',
    risk: 9,
  }),
];

const credit: RegisterField[] = [
  choice('PURCHASER', 'Purchaser', 'Kind of buyer the loan was sold to within the year; 0 when kept.', '0 1 2 3 4 5 6 71 72 8 9', {
    risk: 4,
  }),
  money('RATE_SPREAD', 'Rate Spread', 'Difference between the yearly rate and the average prime offer, in percentage points.', {
    cde: true,
    risk: 8,
    securityClass: 'Internal',
  }),
  choice('HIGH_COST', 'High-cost Status', 'High-cost mortgage (1), not (2), not applicable (3).', '1 2 3', { risk: 6 }),
  choice('LIEN', 'Lien Position', 'First (1) or subordinate (2) lien.', '1 2', { cde: true, risk: 6 }),
  field('APPLICANT_SCORE', 'Applicant Credit Score', 'Score relied on; 7777 not a number, 8888 not applicable.', 'integer', {
    specialValues: ['7777', '8888', '1111'],
    securityClass: 'Restricted',
    cde: true,
    risk: 8,
  }),
  field('CO_APPLICANT_SCORE', 'Co-applicant Credit Score', 'Score relied on; 9999 no co-applicant.', 'integer', {
    specialValues: ['7777', '8888', '9999', '1111'],
    securityClass: 'Restricted',
    risk: 6,
  }),
  choice('APPLICANT_SCORE_MODEL', 'Applicant Score Model', 'Model that gave the score.', '1 2 3 4 5 6 7 8 9 11 1111', { risk: 3 }),
  freeText('APPLICANT_SCORE_MODEL_TEXT', 'Applicant Score Model, in words', 'another scoring model'),
  choice('CO_APPLICANT_SCORE_MODEL', 'Co-applicant Score Model', 'Model that gave the score.', '1 2 3 4 5 6 7 8 9 10 11 1111', { risk: 3 }),
  freeText('CO_APPLICANT_SCORE_MODEL_TEXT', 'Co-applicant Score Model, in words', 'another scoring model'),
  ...[1, 2, 3, 4].map((place) =>
    choice(
      `DENIAL_REASON_${place}`,
      `Denial Reason ${place}`,
      `Reason ${place} for a denial; 10 when not applicable.`,
      place === 1 ? '1 2 3 4 5 6 7 8 9 10 1111' : '1 2 3 4 5 6 7 8 9',
      {
        requirement: place === 1 ? 'mandatory' : 'optional',
        risk: place === 1 ? 6 : 3,
      },
    ),
  ),
  freeText('DENIAL_REASON_TEXT', 'Denial Reason, in words', 'another reason'),
  money('TOTAL_LOAN_COSTS', 'Total Loan Costs', 'Sum of the loan costs, in dollars.'),
  money('POINTS_AND_FEES', 'Points and Fees', 'Total points and fees, in dollars.'),
  money('ORIGINATION_CHARGES', 'Origination Charges', 'Charges of the lender at origination, in dollars.'),
  money('DISCOUNT_POINTS', 'Discount Points', 'Paid to lower the rate, in dollars; blank when none.', { requirement: 'optional' }),
  money('LENDER_CREDITS', 'Lender Credits', 'Given by the lender, in dollars; blank when none.', { requirement: 'optional' }),
  money('INTEREST_RATE', 'Interest Rate', 'Yearly rate in percent.', { cde: true, risk: 8 }),
  field('PREPAYMENT_PENALTY_TERM', 'Prepayment Penalty Term', 'Months in which a penalty may be due.', 'integer', {
    requirement: 'conditional',
    specialValues: EXEMPT,
  }),
  money('DEBT_TO_INCOME', 'Debt to Income', 'Monthly debt as percent of monthly income.', { cde: true, risk: 8 }),
  money('LOAN_TO_VALUE', 'Combined Loan to Value', 'All debt secured by the property as percent of its value.', { risk: 7 }),
];

const terms: RegisterField[] = [
  field('LOAN_TERM', 'Loan Term', 'Months until the loan ends.', 'integer', { requirement: 'conditional', specialValues: EXEMPT, risk: 5 }),
  field('INTRODUCTORY_PERIOD', 'Introductory Rate Period', 'Months until the rate may first change.', 'integer', {
    requirement: 'conditional',
    specialValues: EXEMPT,
  }),
  choice('BALLOON', 'Balloon Payment', 'Has one (1), has none (2), exempt (1111).', '1 2 1111'),
  choice('INTEREST_ONLY', 'Interest-only Payments', 'Has them (1), has none (2), exempt (1111).', '1 2 1111'),
  choice('NEGATIVE_AMORTISATION', 'Negative Amortisation', 'Possible (1), not possible (2), exempt (1111).', '1 2 1111'),
  choice('OTHER_NON_AMORTISING', 'Other Non-amortising Features', 'Has them (1), has none (2), exempt (1111).', '1 2 1111'),
  money('PROPERTY_VALUE', 'Property Value', 'Value relied on, in dollars.', { cde: true, risk: 8 }),
  choice(
    'MANUFACTURED_SECURED',
    'Manufactured Home Secured Property',
    'Home and land (1), home only (2), not applicable (3), exempt (1111).',
    '1 2 3 1111',
  ),
  choice('MANUFACTURED_LAND', 'Manufactured Home Land Interest', 'Kind of right to the land; 5 not applicable.', '1 2 3 4 5 1111'),
  field('UNITS', 'Dwelling Units', 'Number of dwelling units of the property.', 'integer', { cde: true, risk: 5 }),
  field('AFFORDABLE_UNITS', 'Affordable Units', 'Income-restricted units of a multifamily property.', 'integer', {
    requirement: 'conditional',
    specialValues: EXEMPT,
  }),
  choice('SUBMISSION', 'Application Channel', 'Sent to the bank directly (1), not (2), not applicable (3), exempt (1111).', '1 2 3 1111'),
  choice('PAYABLE', 'Initially Payable', 'To the bank (1), not (2), not applicable (3), exempt (1111).', '1 2 3 1111'),
  field('OFFICER_LICENCE', 'Loan Officer Licence', 'Licence number of the loan officer.', 'text', {
    specialValues: EXEMPT,
    securityClass: 'Confidential',
  }),
  ...[1, 2, 3, 4, 5].map((place) =>
    choice(
      `UNDERWRITING_SYSTEM_${place}`,
      `Underwriting System ${place}`,
      `Automated underwriting system ${place}; 6 when none was used.`,
      place === 1 ? '1 2 3 4 5 6 7 1111' : '1 2 3 4 5 7',
      {
        requirement: place === 1 ? 'mandatory' : 'optional',
      },
    ),
  ),
  freeText('UNDERWRITING_SYSTEM_TEXT', 'Underwriting System, in words', 'another underwriting system'),
  ...[1, 2, 3, 4, 5].map((place) =>
    choice(
      `UNDERWRITING_RESULT_${place}`,
      `Underwriting Result ${place}`,
      `Result of underwriting system ${place}; 17 when none was used.`,
      place === 1 ? '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 1111' : '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 18',
      {
        requirement: place === 1 ? 'mandatory' : 'optional',
      },
    ),
  ),
  freeText('UNDERWRITING_RESULT_TEXT', 'Underwriting Result, in words', 'another result'),
  choice('REVERSE', 'Reverse Mortgage', 'Is one (1), is not (2), exempt (1111).', '1 2 1111'),
  choice('OPEN_END', 'Open-end Line of Credit', 'Is one (1), is not (2), exempt (1111).', '1 2 1111'),
  choice('BUSINESS_PURPOSE', 'Business or Commercial Purpose', 'Mainly for business (1), not (2), exempt (1111).', '1 2 1111', {
    cde: true,
    risk: 6,
  }),
];

/** In the order of the register's columns. */
export const REGISTER_FIELDS: readonly RegisterField[] = [...loan, ...people, ...credit, ...terms];
