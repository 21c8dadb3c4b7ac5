/** One entry of a data dictionary, as its author wrote it but for outer spaces. */
export interface DictionaryEntry {
  /** The entry's own number, or its place in the list, from 1. */
  number: number;
  name: string;
  code: string;
  type: string;
  validValues: string;
  specialValues: string;
  description: string;
  format: string;
  requirement: string;
  exhaustive: string;
  key: string;
  cde: string;
  historicalIssue: string;
  mdrm: string;
  securityClass: string;
  risk: string;
}

type Part = keyof DictionaryEntry;

/** What headers call each part, most telling first; compared without case, spaces and punctuation. */
const HEADINGS: Record<Part, readonly string[]> = {
  number: [
    'datafieldnumber',
    'fieldnumber',
    'number',
    'lineitem',
    'item',
    'position',
    'order',
    'index',
    'no',
    'nr',
    'seq',
    'sequence',
    'id',
  ],
  name: [
    'datafieldname',
    'attributename',
    'fieldname',
    'columnname',
    'variablename',
    'name',
    'attribute',
    'field',
    'column',
    'variable',
    'element',
    'dataelement',
    'title',
    'label',
  ],
  code: ['attributecode', 'fieldcode', 'code', 'shortname', 'mnemonic'],
  type: ['datafieldtype', 'datatype', 'fieldtype', 'attributetype', 'type'],
  validValues: [
    'validvalues',
    'allowedvalues',
    'permittedvalues',
    'permissiblevalues',
    'codelist',
    'values',
    'codes',
    'domain',
    'enumeration',
    'enum',
  ],
  specialValues: ['specialvalues', 'specialcodes', 'missingvalues'],
  description: ['descriptionsandexamples', 'description', 'descriptions', 'definition', 'meaning', 'comment', 'comments', 'notes'],
  format: ['format', 'dateformat', 'pattern'],
  requirement: ['requirement', 'mandatoryoptional', 'mandatory', 'required', 'optionality'],
  exhaustive: ['exhaustive', 'listisexhaustive'],
  key: ['pk', 'pkorder', 'keyorder', 'primarykey', 'key'],
  cde: ['cde', 'criticaldataelement', 'critical'],
  historicalIssue: ['historicalissue', 'historicalissues', 'issue'],
  mdrm: ['mdrm', 'mdrmcode', 'mdrmnumber'],
  securityClass: ['securityclass', 'securityclassification', 'informationclass', 'classification', 'sensitivity'],
  risk: ['risk', 'riskscore', 'riskrating'],
};
const PARTS = Object.keys(HEADINGS) as Part[];

/** A name by its letters and digits alone, in lower case: what names are compared by. */
export function normalisedName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function matchHeadings(header: readonly string[]): Partial<Record<Part, number>> {
  const normalised = header.map(normalisedName);
  const found: Partial<Record<Part, number>> = {};
  for (const part of PARTS) {
    for (const heading of HEADINGS[part]) {
      const at = normalised.findIndex((cell, index) => cell === heading && !Object.values(found).includes(index));
      if (at >= 0) {
        found[part] = at;
        break;
      }
    }
  }
  return found;
}

/**
 * Entries of a dictionary given as rows of cells. The header is the first of the first ten rows that has a column of names
 * and one more known column; other rows above it are titles. Empty where no such header or no named row is found.
 */
export function entriesFromRows(rows: readonly (readonly string[])[]): DictionaryEntry[] {
  for (let at = 0; at < Math.min(10, rows.length); at++) {
    const columns = matchHeadings(rows[at] ?? []);
    if (columns.name === undefined || Object.keys(columns).length < 2) continue;
    return rows.slice(at + 1).flatMap((row, index) => {
      const cell = (part: Part): string => {
        const column = columns[part];
        return column === undefined ? '' : (row[column] ?? '').trim();
      };
      if (cell('name') === '') return [];
      const number = Number.parseInt(cell('number'), 10);
      return [
        {
          number: Number.isInteger(number) && number > 0 ? number : index + 1,
          name: cell('name'),
          code: cell('code'),
          type: cell('type'),
          validValues: cell('validValues'),
          specialValues: cell('specialValues'),
          description: cell('description'),
          format: cell('format'),
          requirement: cell('requirement'),
          exhaustive: cell('exhaustive'),
          key: cell('key'),
          cde: cell('cde'),
          historicalIssue: cell('historicalIssue'),
          mdrm: cell('mdrm'),
          securityClass: cell('securityClass'),
          risk: cell('risk'),
        },
      ];
    });
  }
  return [];
}
