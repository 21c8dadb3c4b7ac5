import { all, where } from '../../phase/filters';

/** Attributes the tester takes in. */
export const INCLUDED = where('decision', 'is', 'include');
/** Attributes the tester has not decided on. */
export const UNDECIDED = all(where('decision', 'blank'));
