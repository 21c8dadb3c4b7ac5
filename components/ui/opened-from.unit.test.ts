import { expect, it } from 'vitest';
import { wayBackFrom } from './opened-from';

const opened = (part: object = {}) =>
  JSON.stringify({ page: '/reports/1/planning', inbox: '/inbox?tab=sent&phase=planning', at: 1, of: 5, ...part });

it('leads back to the inbox as it was left, with the place in it', () => {
  expect(wayBackFrom('/reports/1/planning', opened())).toEqual({ label: 'Inbox, 2 of 5', href: '/inbox?tab=sent&phase=planning' });
  expect(wayBackFrom('/reports/1/planning', opened({ of: 1, at: 0 }))).toMatchObject({ label: 'Inbox' });
});

it('is none from another page, and from what this browser kept before or that is broken', () => {
  expect(wayBackFrom('/reports/2/planning', opened())).toBeNull();
  for (const stored of [null, '/reports/1/planning', '{', '{"page":"/reports/1/planning"}', opened({ inbox: 'https://elsewhere.example' })])
    expect(wayBackFrom('/reports/1/planning', stored)).toBeNull();
});
