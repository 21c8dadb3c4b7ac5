import { expect, it } from 'vitest';
import { carriesToken } from './bearer-token';

it('is carried by the header that holds it alone', () => {
  expect(carriesToken('Bearer of-the-installation', 'of-the-installation')).toBe(true);
  for (const header of [
    null,
    undefined,
    '',
    'Bearer',
    'Bearer of-the-installatioN',
    'Basic of-the-installation',
    'Bearer of-the-installation ',
    'bearer of-the-installation',
  ])
    expect(carriesToken(header, 'of-the-installation')).toBe(false);
});
