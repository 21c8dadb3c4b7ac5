import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { sectionSchema } from './section-item';

const { where } = fieldsOf(sectionSchema);

/** Sections that say nothing yet. */
export const UNWRITTEN = all(where('body', 'blank'));
