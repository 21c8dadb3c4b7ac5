import type { ItemData } from '#domain/item/json';

/** An attribute of Planning, nothing decided. */
export const ATTRIBUTE: ItemData = {
  code: 'A',
  name: 'Loan amount',
  description: '',
  type: 'integer',
  format: '',
  requirement: 'mandatory',
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: null,
  cde: false,
  historicalIssue: false,
  mdrm: '',
  securityClass: 'internal',
  pdes: [],
  risk: 3,
  riskRationale: '',
  column: 'A',
  decision: null,
  decisionReason: '',
  position: 1,
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};

/** A record of Sample Selection as a draw leaves it, nothing decided. */
export const SAMPLE: ItemData = {
  values: { ID: '1' },
  lob: 'Retail',
  category: 'clean',
  stratum: null,
  attributeInFocus: null,
  rationale: '',
  origins: [{ source: 'rule', draw: '$draw/001', by: null }],
  recommendedBy: null,
  decision: null,
  decisionReason: '',
  answer: '',
  requestedBy: null,
  requestReason: '',
  turnedDownBy: null,
  turnedDownReason: '',
};
