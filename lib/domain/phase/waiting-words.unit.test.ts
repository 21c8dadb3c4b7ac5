import { expect, it } from 'vitest';
import { awaitedInWords, elsewhereInWords, waitingInWords } from './waiting-words';

const NOUN = { one: 'attribute', many: 'attributes' };
const nobody = () => 'nobody is Data Executive of Retail';
const assign = (count: number, ...people: string[]) => ({ task: 'assign', count, named: false, people }) as const;
const acknowledge = (count: number, name: string) => ({ task: 'acknowledge', count, named: true, people: [name] }) as const;

it('says what waits for whom, and what the items are once', () => {
  expect(waitingInWords([assign(2, 'Dana'), acknowledge(1, 'Olaf One')], NOUN, nobody)).toBe(
    '2 attributes to assign; 1 waits for Olaf One',
  );
  expect(waitingInWords([acknowledge(1, 'Olaf One'), acknowledge(12, 'Tina Two')], NOUN, nobody)).toBe(
    '1 attribute waits for Olaf One; 12 wait for Tina Two',
  );
});

it('counts those who are too many to be named', () => {
  const five = ['Ada', 'Bea', 'Cid', 'Dee', 'Eve'].map((name) => acknowledge(2, name));
  expect(waitingInWords(five, NOUN, nobody)).toBe('2 attributes wait for Ada; 2 wait for Bea; 2 wait for Cid; 4 wait for 2 other people');
  expect(awaitedInWords(five)).toBe('Ada, Bea and 3 more');
});

it('says that nobody holds the role it waits for', () => {
  expect(waitingInWords([assign(1)], NOUN, nobody)).toBe('1 attribute to assign, and nobody is Data Executive of Retail');
  expect(awaitedInWords([assign(1)])).toBeNull();
});

it('says nothing where nothing waits', () => {
  expect(waitingInWords([], NOUN, nobody)).toBeNull();
});

it('what waits for another phase is what is open and nobody’s task here', () => {
  const noun = { one: 'test', many: 'tests' };
  expect(elsewhereInWords({ tasks: [{ count: 2 }], open: 5 }, noun, 'for evidence')).toBe('3 tests wait for evidence');
  expect(elsewhereInWords({ tasks: [], open: 1 }, noun, 'for evidence')).toBe('1 test waits for evidence');
  expect(elsewhereInWords({ tasks: [{ count: 2 }], open: 2 }, noun, 'for evidence')).toBeNull();
});
