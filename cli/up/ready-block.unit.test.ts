import { expect, it } from 'vitest';
import { readyBlock } from './ready-block';

const facts = {
  webUrl: 'http://localhost:3000',
  temporalUi: 'http://localhost:8233',
  filesDir: '/home/f',
  logsDir: '/home/l',
  signIns: [],
  adminLink: undefined,
};

it('lists addresses and demo sign-ins in columns', () => {
  const block = readyBlock({
    ...facts,
    signIns: [
      { role: 'Tester', name: 'A', email: 'a@bank.example', password: 'one' },
      { role: 'Report Owner', name: 'B', email: 'long-name@bank.example', password: 'two' },
    ],
  });
  expect(block).toContain('  Pages        http://localhost:3000');
  expect(block).toContain('  Tester        a@bank.example          one\n  Report Owner  long-name@bank.example  two');
});

it('shows the link that creates the first admin', () => {
  expect(readyBlock({ ...facts, adminLink: 'http://localhost:3000/welcome/t' })).toContain('  http://localhost:3000/welcome/t\n');
});

it('does not name a Temporal UI that is not there', () => {
  expect(readyBlock({ ...facts, temporalUi: null })).not.toContain('Temporal');
});
