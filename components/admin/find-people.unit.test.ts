import { expect, it } from 'vitest';
import type { AdminUser } from '#contract/views/admin-views';
import { findPeople } from './find-people';

const person = (name: string, email: string, role: AdminUser['roles'][number]['role'], scope: string | null = null): AdminUser => ({
  ...{ id: name, name, email, disabled: false, erased: false, hasPassword: true, unconfirmed: false },
  roles: [{ id: name, role, scope, until: null }],
});
const USERS = [
  person('Mara Quist', 'mara@bank.example', 'tester'),
  person('Pavel Stern', 'pavel@bank.example', 'data_executive', 'Retail'),
];

it('finds people by name, address, role and line of business, whatever the case', () => {
  const found = (words: string) => findPeople(USERS, words).map(({ name }) => name);
  expect(found('')).toEqual(['Mara Quist', 'Pavel Stern']);
  expect(found(' quist ')).toEqual(['Mara Quist']);
  expect(found('PAVEL@')).toEqual(['Pavel Stern']);
  expect(found('tester')).toEqual(['Mara Quist']);
  expect(found('retail')).toEqual(['Pavel Stern']);
  expect(found('nobody')).toEqual([]);
});
