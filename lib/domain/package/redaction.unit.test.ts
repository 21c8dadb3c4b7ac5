import { describe, expect, it } from 'vitest';
import { redactedEntry, redactedRow } from './redaction';

const HANDLE = 'b3737aae-2ead-4f99-9a17-63bab6fa8ba7';

describe('a row in a redacted package', () => {
  it('has the columns that cannot be confidential, and names the others', () => {
    const row = { id: '1', version_id: 'v', item_key: 'LOAN 1', user_id: 'u', body: 'The customer is Smith' };
    expect(redactedRow('review_comment', row)).toEqual({
      record: { id: '1', version_id: 'v', user_id: 'u' },
      withheld: ['body', 'item_key'],
    });
  });

  it('is withheld as a whole in a table, and by a column, that nobody has said anything about', () => {
    expect(redactedRow('new_table', { id: '1', text: 'x' })).toEqual({ record: {}, withheld: ['id', 'text'] });
    expect(redactedRow('receipt', { command_id: 'c', outcome: 'applied', new_column: 'x' }).withheld).toEqual(['new_column']);
  });

  it('of a command keeps how it was decided and for whom, by handle, and nothing else of what was sent', () => {
    const command = (payload: { [member: string]: unknown }) => redactedRow('command', { id: '1', payload: payload as never });
    expect(command({ decision: 'approve' })).toEqual({ record: { id: '1', payload: { decision: 'approve' } }, withheld: [] });
    expect(command({ decision: 'approve', onBehalfOf: { userId: HANDLE, name: 'Smith' }, note: 'x' })).toEqual({
      record: { id: '1', payload: { decision: 'approve', onBehalfOf: { userId: HANDLE } } },
      withheld: ['payload'],
    });
    expect(command({ decision: 'The customer is Smith' })).toEqual({ record: { id: '1', payload: {} }, withheld: ['payload'] });
  });
});

describe('an entry of the trail in a redacted package', () => {
  const entry = { stream: 's', seq: 1, kind: 'version_approved', subject: 'Planning, version 1', changes: [], bound: [], recipe: 'r' };

  it('is whole where the system worded it and it tells no value', () => {
    expect(redactedEntry(entry)).toEqual({ record: entry, withheld: [] });
    const counted = { ...entry, changes: [{ field: 'approvals', from: '0', to: '1 of 2' }] };
    expect(redactedEntry(counted).withheld).toEqual([]);
  });

  it('withholds what people worded, values before and after, and what nobody has said anything about', () => {
    const edited = { ...entry, kind: 'items_edited', changes: [{ field: 'LOAN 1 · values.SSN', from: '1', to: '2' }], more: 'x' };
    const { record, withheld } = redactedEntry(edited);
    expect(withheld).toEqual(['changes', 'more', 'subject']);
    expect(record).toEqual({ stream: 's', seq: 1, kind: 'items_edited', bound: [], recipe: 'r' });
  });
});
