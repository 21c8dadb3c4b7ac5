import { z } from 'zod';

/**
 * The words of every schema that states none of its own. They are the rest of a sentence that begins with the name of the
 * field: "limit" and "must be a number". Importing this module puts them in place for the whole process, and whoever shows
 * a fault to a person imports it for `faultInWords`; so zod's own texts are seen by nobody.
 */
z.config({ customError: inputFault });

type Issue = z.core.$ZodRawIssue;

/** Says what is wrong with an input, as a verb and its object: "is missing", "must be one of draft, approved". */
function inputFault(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${KINDS[issue.expected] ?? `of the kind ${issue.expected}`}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : oneOf(issue.values.map(String));
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive !== false, issue.exact === true);
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum), issue.inclusive !== false, issue.exact === true);
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'is not written in the form that is asked for';
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has parts that are not known here: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return Array.isArray(issue.options) && issue.options.length > 0
        ? oneOf(issue.options.map(String))
        : 'has none of the forms that are accepted';
    case 'invalid_key':
      return 'has a part whose name is not accepted';
    case 'invalid_element':
      return 'has an entry that is not accepted';
    default:
      return 'is not accepted';
  }
}

/** A sentence about one fault; `subject` names what is at fault: a field, an item, or "The request". */
export function faultSentence(subject: string, fault: string): string {
  return `${subject} ${fault.charAt(0).toLowerCase()}${fault.slice(1).replace(/\.$/, '')}.`;
}

/** The first fault that a schema found, as a sentence that names the field; `whole` is said where no field is at fault. */
export function faultInWords(error: z.ZodError, whole = 'The request'): string {
  const [issue] = error.issues;
  if (issue === undefined) return faultSentence(whole, 'is not accepted');
  return faultSentence(issue.path.length > 0 ? issue.path.join('.') : whole, issue.message);
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  bigint: 'a whole number',
  date: 'a date',
  array: 'a list',
  tuple: 'a list',
  set: 'a list',
  map: 'made of named parts',
  object: 'made of named parts',
  record: 'made of named parts',
  null: 'empty',
  undefined: 'left out',
  never: 'left out',
  void: 'left out',
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'is not an id',
  guid: 'is not an id',
  email: 'is not an e-mail address',
  url: 'is not an address',
  date: 'is not a date',
  datetime: 'is not an instant',
  time: 'is not a time of day',
  json_string: 'is not JSON',
};

/** What is counted in an input that has a size. */
const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'entry', set: 'entry', map: 'entry', file: 'byte' };

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`;
}

function tooSmall(origin: string, minimum: number, inclusive: boolean, exact: boolean): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `must be ${inclusive ? 'at least' : 'more than'} ${minimum}`;
  const least = inclusive ? minimum : minimum + 1;
  if (least === 1 && !exact) return 'must not be empty';
  return `must have ${exact ? 'exactly' : 'at least'} ${counted(least, unit)}`;
}

function tooBig(origin: string, maximum: number, inclusive: boolean, exact: boolean): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `must be ${inclusive ? 'at most' : 'less than'} ${maximum}`;
  return `must have ${exact ? 'exactly' : 'at most'} ${counted(inclusive ? maximum : maximum - 1, unit)}`;
}

function counted(count: number, unit: string): string {
  const many = unit === 'entry' ? 'entries' : `${unit}s`;
  return `${count.toLocaleString('en-US')} ${count === 1 ? unit : many}`;
}
