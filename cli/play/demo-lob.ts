import type { LobRule } from '#contract/draws';

/** Field 110 of the demo's register says whether a loan is mainly for business. */
export const DEMO_LOB: LobRule = { column: '110', map: { '1': 'Commercial', '2': 'Retail', '1111': 'Retail' } };
