import { describe, expect, it } from 'vitest';
import { itemHash } from '../../item/canonical-json';
import type { ItemData } from '../../item/json';
import { withJudged } from '../../phase/recorded';
import { KEY_HEAD, LIST_COLUMNS, LIST_SHEET, type ListColumnName, listCells, listKeys } from './list-columns';
import type { ListFile } from './list-row';
import { type ListAuthor, type ListedNow, readRequestList } from './read-list';
import { recordedRequests } from './recorded';

const EVIDENCE = {
  ...{ sort: 'document', sha256: 'ab'.repeat(32), fileName: 'old.pdf', mediaType: 'application/pdf', size: 7, asOf: '2025-12-31' },
  ...{ extraction: null, at: null, stated: null, note: '', submission: 1 },
  check: { recipe: 'match/2', keys: [], value: 'found', result: 'pass', read: null },
};

function listed(record: string, more: ItemData = {}, isAccepted = false): ListedNow {
  const data = withJudged(recordedRequests, {
    ...{ attribute: 'RATE', attributeName: 'Interest rate', description: '', type: null, format: '', source: 'Servicing' },
    ...{ record, keys: { LOAN_ID: record }, reported: '4.25', ask: 'The note.', dueOn: '2026-12-11' },
    ...{ evidence: null, checked: null, unobtainable: '', ...more },
  });
  return { key: `RATE/${record}`, hash: itemHash(data), data, state: 'To provide', isAccepted };
}

type Filled = Partial<Record<ListColumnName, string>>;

/** A workbook as it is downloaded, with what somebody typed over in each row. */
function workbook(rows: readonly { of: ListedNow; typed?: Filled }[], heads: (heads: string[]) => string[] = (all) => all) {
  const columns = LIST_COLUMNS.flatMap(({ name, head }) => (name === 'record' ? [head, `${KEY_HEAD}LOAN_ID`] : [head]));
  const body = rows.map(({ of: { data, hash, state }, typed = {} }) => {
    const cells = { ...listCells(data, hash, { state, said: '' }), ...typed };
    return LIST_COLUMNS.flatMap(({ name }) => (name === 'record' ? [cells[name], listKeys(data).LOAN_ID ?? ''] : [cells[name]]));
  });
  return [
    { name: LIST_SHEET, rows: [heads(columns), ...body] },
    { name: 'How to fill it in', rows: [['Words.']] },
  ];
}

const SENT: ReadonlyMap<string, ListFile> = new Map([
  ['loan.pdf', { evidenceId: '0b6f6f0e-6f0a-4d8e-9a35-0d6c2a7e4f11', kind: 'pdf', fault: null }],
  ['rates.csv', { evidenceId: '6f1f6e5c-2b7a-4c55-8d0a-9a1c3e5b7d22', kind: 'csv', fault: null }],
  ['half.pdf', { evidenceId: '', kind: 'pdf', fault: 'The end of the PDF is missing.' }],
]);

function read(
  rows: Parameters<typeof workbook>[0],
  { by = 'data_owner', now, files = SENT }: { by?: ListAuthor; now?: ListedNow[]; files?: typeof SENT } = {},
) {
  return readRequestList(workbook(rows), now ?? rows.map(({ of }) => of), by, files);
}

const refusals = (...given: Parameters<typeof read>) => read(...given).refusals.map(({ place, words }) => `${place}: ${words}`);

describe('a list that is given back', () => {
  it('as it was downloaded changes nothing', () => {
    const rows = [
      { of: listed('L-1') },
      { of: listed('L-2', { evidence: EVIDENCE, checked: 'pass' }) },
      { of: listed('L-3', { unobtainable: 'Burnt.' }) },
    ];
    for (const by of ['data_owner', 'tester'] as const)
      expect(read(rows, { by })).toEqual({ changes: [], same: 3, refusals: [], waiting: new Map() });
  });

  it('records what an owner says of each case: a file, an extract, or why there is none', () => {
    const [one, two, three] = [listed('L-1'), listed('L-2'), listed('L-3')];
    const {
      changes,
      refusals: refused,
      same,
    } = read([
      { of: one, typed: { fileName: 'loan.pdf', asOf: '2025-12-31', stated: '4.50', note: 'Page 2.' } },
      { of: two, typed: { fileName: 'rates.csv', asOf: '2025-12-31', query: 'select rates', ranOn: '2026-11-02', rows: '12' } },
      { of: three, typed: { unobtainable: 'The paper file was destroyed.' } },
    ]);
    expect([refused, same]).toEqual([[], 0]);
    expect(changes.map(({ itemKey, seenHash, row }) => [itemKey, seenHash, row])).toEqual([
      ['RATE/L-1', one.hash, 2],
      ['RATE/L-2', two.hash, 3],
      ['RATE/L-3', three.hash, 4],
    ]);
    expect(changes.map(({ fields }) => fields)).toEqual([
      {
        evidence: {
          ...{ evidenceId: SENT.get('loan.pdf')?.evidenceId, sort: 'document', asOf: '2025-12-31', extraction: null },
          ...{ columns: {}, stated: '4.50', note: 'Page 2.' },
        },
      },
      {
        evidence: {
          ...{ evidenceId: SENT.get('rates.csv')?.evidenceId, sort: 'extract', asOf: '2025-12-31', columns: {}, stated: null, note: '' },
          extraction: { query: 'select rates', ranOn: '2026-11-02', rows: 12 },
        },
      },
      { unobtainable: 'The paper file was destroyed.' },
    ]);
    expect(changes[0]?.words).toBe('Document: loan.pdf, as of 2025-12-31, shows 4.50');
  });

  it('records what a tester says, and leaves what is empty as it is', () => {
    const { changes } = read(
      [
        { of: listed('L-1'), typed: { ask: '', dueOn: '2027-01-15' } },
        { of: listed('L-2'), typed: { ask: 'The signed note.', dueOn: '' } },
      ],
      { by: 'tester' },
    );
    expect(changes.map(({ fields, words }) => [fields, words])).toEqual([
      [{ dueOn: '2027-01-15' }, 'Due: 2027-01-15'],
      [{ ask: 'The signed note.' }, 'Asked for: The signed note.'],
    ]);
  });

  it('waits for files that it names, with how many rows name each', () => {
    const rows = ['L-1', 'L-2', 'L-3'].map((record) => ({
      of: listed(record),
      typed: { fileName: record === 'L-3' ? 'loan.pdf' : 'missing.pdf', asOf: '2025-12-31' },
    }));
    const { changes, waiting } = read(rows);
    expect([changes.length, [...waiting]]).toEqual([1, [['missing.pdf', 2]]]);
  });

  it('given back a second time says nothing new, though every case has changed since', () => {
    const before = listed('L-1');
    const typed = { fileName: 'old.pdf', sort: 'document', asOf: '2025-12-31' };
    expect(
      read([{ of: before, typed: { ...typed, sort: 'Document' } }], { now: [listed('L-1', { evidence: EVIDENCE, checked: 'pass' })] }),
    ).toMatchObject({
      changes: [],
      same: 1,
      refusals: [],
    });
  });

  it('leaves alone what was answered since, where its row is empty', () => {
    expect(read([{ of: listed('L-1') }], { now: [listed('L-1', { evidence: EVIDENCE, checked: 'pass' })] })).toMatchObject({
      changes: [],
      same: 1,
      refusals: [],
    });
  });

  it('stands where only a due date moved since', () => {
    const typed = { unobtainable: 'Burnt.' };
    expect(read([{ of: listed('L-1'), typed }], { now: [listed('L-1', { dueOn: '2027-02-01' })] }).changes).toHaveLength(1);
  });

  it('takes rows in any order, without some of them, and columns of somebody’s own', () => {
    const [one, two] = [listed('L-1'), listed('L-2')];
    const [sheet, help] = workbook([{ of: two, typed: { unobtainable: 'Burnt.' } }]);
    const rows = (sheet?.rows ?? []).map((row, at) => [at === 0 ? 'Mine' : 'x', ...row]);
    const { changes, refusals: refused } = readRequestList(
      [help ?? expect.unreachable(), { name: 'Sheet1', rows: [[], ...rows, ['', '']] }],
      [one, two],
      'data_owner',
      SENT,
    );
    expect([refused, changes.map(({ itemKey, row }) => [itemKey, row])]).toEqual([[], [['RATE/L-2', 3]]]);
  });
});

describe('what is not taken of a list is told with its sheet, row and column', () => {
  const CASES: Readonly<Record<string, { typed: Filled; by?: ListAuthor; held?: ItemData; says: string }>> = {
    'a record that is not asked for': {
      typed: { record: 'L-9' },
      says: 'Requests, row 2, column B (Record): RATE of “L-9” is not asked for here.',
    },
    'a day that is none': {
      typed: { fileName: 'loan.pdf', asOf: '31.12.2025' },
      says: 'Requests, row 2, column M (As of): “31.12.2025” is no day such as 2026-01-31.',
    },
    'a file without a day': { typed: { fileName: 'loan.pdf' }, says: 'Requests, row 2, column M (As of): Say as of when it holds.' },
    'a day without a file': {
      typed: { asOf: '2025-12-31' },
      says: 'Requests, row 2, column K (File): No file is named for what the row says of one.',
    },
    'a file that is none': {
      typed: { fileName: 'half.pdf', asOf: '2025-12-31' },
      says: 'Requests, row 2, column K (File): The end of the PDF is missing.',
    },
    'a sort that is none': {
      typed: { fileName: 'loan.pdf', asOf: '2025-12-31', sort: 'Letter' },
      says: 'Requests, row 2, column L (Sort): “Letter” is none of “Document”, “Picture”, “Extract of a system”.',
    },
    'an extract without rows': {
      typed: { fileName: 'rates.csv', asOf: '2025-12-31', query: 'select', ranOn: '2026-11-02', rows: 'many' },
      says: 'Requests, row 2, column P (Rows): “many” is no number of rows.',
    },
    'a query of a document': {
      typed: { fileName: 'loan.pdf', asOf: '2025-12-31', query: 'select' },
      says: 'Requests, row 2, column N (Query): It is said of extracts alone, and the evidence is: Document.',
    },
    'a file and a reason why there is none': {
      typed: { fileName: 'loan.pdf', asOf: '2025-12-31', unobtainable: 'Burnt.' },
      says: 'Requests, row 2, column K (File): The row also says why the evidence cannot be had: leave one of the two empty.',
    },
    'evidence taken back': {
      held: { evidence: EVIDENCE, checked: 'pass' },
      typed: { fileName: '', sort: '', asOf: '' },
      says: 'Requests, row 2, column K (File): It was answered: evidence is replaced, not taken back.',
    },
    'a reported value typed over': {
      typed: { reported: '4.26', unobtainable: 'Burnt.' },
      says: 'Requests, row 2, column F (Reported): is given as “4.25”, and is not changed by a list.',
    },
    'a due date by an owner': {
      typed: { dueOn: '2027-01-15' },
      says: 'Requests, row 2, column J (Due): is the tester’s to say.',
    },
    'evidence by a tester': {
      by: 'tester',
      typed: { fileName: 'loan.pdf' },
      says: 'Requests, row 2, column K (File): is the data owner’s to say.',
    },
    'a due date that is none': {
      by: 'tester',
      typed: { dueOn: 'soon' },
      says: 'Requests, row 2, column J (Due): “soon” is no day such as 2026-01-31.',
    },
  };
  it.each(Object.keys(CASES))('%s', (what) => {
    const { typed, by = 'data_owner', held = {}, says } = CASES[what] ?? expect.unreachable();
    expect(refusals([{ of: listed('L-1', held), typed }], { by })).toEqual([says]);
  });

  it('a case that was changed since the list was made', () => {
    const typed = { unobtainable: 'Burnt.' };
    const now = { ...listed('L-1', { evidence: EVIDENCE, checked: 'pass' }), state: 'In review' };
    expect(refusals([{ of: listed('L-1'), typed }], { now: [now] })).toEqual([
      'Requests, row 2, column T (Stamp): It was changed since the list was made, and now stands at “In review”: download the list again.',
    ]);
  });

  it('a case that stands in two rows', () => {
    const one = listed('L-1');
    expect(refusals([{ of: one }, { of: one }])).toEqual(['Requests, row 3, column B (Record): Row 2 is about the same case.']);
  });

  it('a key typed over', () => {
    const [sheet] = workbook([{ of: listed('L-1') }]);
    const rows = (sheet?.rows ?? []).map((row, at) => (at === 0 ? row : row.map((cell, column) => (column === 2 ? 'L-7' : cell))));
    const { refusals: refused } = readRequestList([{ name: LIST_SHEET, rows }], [listed('L-1')], 'data_owner', SENT);
    expect(refused).toEqual([
      { place: 'Requests, row 2, column B (Record)', words: 'The key LOAN_ID is given as “L-1”, and is not changed by a list.' },
    ]);
  });

  it('headings that are missing, or there twice, and a workbook that is no list', () => {
    const rows = [{ of: listed('L-1') }];
    const refusedFor = (heads: Parameters<typeof workbook>[1]) => readRequestList(workbook(rows, heads), [], 'data_owner', SENT).refusals;
    expect(refusedFor((heads) => heads.map((head) => (head === 'Note' ? 'Remark' : head)))).toEqual([
      { place: 'Requests, row 1', words: 'has no column “Note”: columns of the list stay, others may be added.' },
    ]);
    expect(refusedFor((heads) => heads.map((head) => (head === 'Note' ? 'File' : head)))).toEqual([
      { place: 'Requests, row 1, column R', words: '“File” heads two columns: leave one of them out.' },
    ]);
    expect(readRequestList([{ name: 'Loans', rows: [['LOAN_ID'], ['L-1']] }], [], 'data_owner', SENT).refusals).toEqual([
      { place: 'Loans', words: 'has no row with the headings of a request list: download the list and fill that in.' },
    ]);
  });
});
