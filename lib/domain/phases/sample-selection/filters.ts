import { all, where } from '../../phase/filters';

/** Records the tester takes as samples. */
export const INCLUDED = where('decision', 'is', 'include');
/** Records drawn that the tester leaves out. */
export const EXCLUDED = where('decision', 'is', 'exclude');
/** Records drawn that the tester has not decided on. */
export const UNDECIDED = all(where('decision', 'blank'));
/** Records drawn by rule. Origins are compared as JSON text, so that a quoted name matches exactly one source. */
export const RANDOM = where('origins', 'contains', '"rule"');
