import { describe, expect, it } from 'vitest';
import { readValueList } from './value-list';

describe('readValueList', () => {
  it.each([
    ['1   2   31', ['1', '2', '31']],
    ['1 2 2', ['1', '2']],
    ['New York; Ohio', ['New York', 'Ohio']],
    ['1 = Male; 2 = Female', ['1', '2']],
    ['1=Male, 2=Female', ['1', '2']],
    ['1=Male 2=Female', ['1', '2']],
    ['1 = Owner, occupied; 2 = Let', ['1', '2']],
    ['1, Graduate | 2, University | 3, School', ['1', '2', '3']],
    ['1: Male\n2: Female', ['1', '2']],
    ['1 - Conventional\r\n2 - FHA\r\n3 - VA', ['1', '2', '3']],
    ['1 Conventional\n2 FHA\n3 VA', ['1', '2', '3']],
    ['A (active); C (closed)', ['A', 'C']],
    ['A\nB\nC', ['A', 'B', 'C']],
    ['1, 2,\n3, 4', ['1', '2', '3', '4']],
    ['"A", "B"', ['A', 'B']],
    ['Y/N', ['Y', 'N']],
    ['Yes / No', ['Yes', 'No']],
    ['x or y', ['x', 'y']],
    ['1, 2, or 3', ['1', '2', '3']],
    ['1, 2 or 3', ['1', '2', '3']],
    ['N/A', ['N/A']],
    ['10:30; 11:30', ['10:30', '11:30']],
    ['30 days; 60 days', ['30 days', '60 days']],
    ['18-24; 25-34', ['18-24', '25-34']],
    ['A-C', ['A', 'B', 'C']],
    ['01-03', ['01', '02', '03']],
    ['', []],
    [' ', []],
  ])('reads %j as its values', (text, values) => {
    expect(readValueList(text)).toEqual({ values, unread: [] });
  });

  it('writes the ranges of a number out, and says which are too long', () => {
    expect(readValueList('0-120', true).values).toHaveLength(121);
    expect(readValueList('1-3; 8888', true)).toEqual({ values: ['1', '2', '3', '8888'], unread: [] });
    expect(readValueList('0 to 1000000', true)).toEqual({ values: [], unread: ['0 to 1000000'] });
  });
});
