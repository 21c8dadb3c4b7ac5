import { expect, it } from 'vitest';
import { serverInWords, smtpServerOf } from './smtp-server';

it.each([
  ['smtp://mail.bank.example', { host: 'mail.bank.example', port: 587, tls: 'required', login: null }],
  ['smtps://u:p%40ss@mail.bank.example', { host: 'mail.bank.example', port: 465, tls: 'implicit', login: { user: 'u', password: 'p@ss' } }],
  ['smtp://mail.bank.example:25?tls=off', { host: 'mail.bank.example', port: 25, tls: 'off', login: null }],
  ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, tls: 'off', login: null }],
  ['smtp://[::1]:1025', { host: '::1', port: 1025, tls: 'off', login: null }],
] as const)('%s', (address, server) => {
  expect(smtpServerOf(address)).toEqual(server);
});

it.each([
  ['mail.bank.example', 'is not an smtp:// or smtps:// address'],
  ['https://mail.bank.example', 'is not an smtp:// or smtps:// address'],
  ['smtp://user@mail.bank.example', 'needs both a user and a password, or neither'],
])('%s is refused', (address, sentence) => {
  expect(() => smtpServerOf(address)).toThrow(sentence);
});

it('is named without what opens it', () => {
  expect(serverInWords(smtpServerOf('smtp://user:secret@[2001:db8::1]:2525'))).toBe('[2001:db8::1]:2525');
});
