import { expect, it } from 'vitest';
import { NODE_TOOLS } from '#storage/package-file';
import { stampAuthority } from '../../../../test/support/stamps/stamp-authority';
import { certificatesOfPem } from './certificate';
import { stampRequest, takeAnswer } from './stamp-request';

it.each(['RSA', 'P-256', 'P-384'] as const)('takes %s', async (kind) => {
  const authority = await stampAuthority({ name: 'Harbour', kind, from: new Date('2026-01-01'), until: new Date('2040-01-01') });
  const message = new Uint8Array([1, 2, 3]);
  const nonce = new Uint8Array(16).fill(200);
  const answer = await authority.answer(stampRequest(NODE_TOOLS, message, nonce), { at: new Date('2026-11-30T09:00:00Z') });
  const roots = certificatesOfPem(authority.root.pem);
  const stamp = takeAnswer(NODE_TOOLS, answer, { message, nonce, roots });
  expect(stamp.path.map(({ name }) => name)).toEqual(['Harbour Service', 'Harbour Authority', 'Harbour Root']);
});
