import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { attributeSchema } from './attribute-item';

const { where } = fieldsOf(attributeSchema);

/** Attributes the tester takes in. */
export const INCLUDED = where('decision', 'is', 'include');
/** Attributes the tester has not decided on. */
export const UNDECIDED = all(where('decision', 'blank'));
