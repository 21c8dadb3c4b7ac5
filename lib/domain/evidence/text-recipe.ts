import { textHash } from '../item/canonical-json';

/** How text is read out of a file, as the name of what was derived; whatever changes what is read takes a new one. For servers: browsers hash nothing. */
export const TEXT_RECIPE = textHash('evidence-text/1');
