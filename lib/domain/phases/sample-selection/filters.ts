import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { sampleSchema } from './sample-item';

const { where } = fieldsOf(sampleSchema);

/** Records the tester takes as samples. */
export const INCLUDED = where('decision', 'is', 'include');
/** Records drawn that the tester leaves out. */
export const EXCLUDED = where('decision', 'is', 'exclude');
/** Records drawn that the tester has not decided on. */
export const UNDECIDED = all(where('decision', 'blank'));
/** Records drawn by rule. Origins are compared as JSON text, so that a quoted name matches exactly one source. */
export const RANDOM = where('origins', 'contains', '"rule"');
