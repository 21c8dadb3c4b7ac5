import { describe, expect, it } from 'vitest';
import { decodedText } from './decoded-text';

describe('decodedText', () => {
  it('reads the Western encoding of office programs, whose signs Latin-1 lacks', () => {
    expect(decodedText('windows-1252', Buffer.from([0x80, 0x20, 0x93, 0x61, 0x94, 0xfc]))).toBe('€ “a”ü');
  });

  it('takes the mark of the byte order away unless it is asked to keep it', () => {
    expect(decodedText('utf-8', Buffer.from('\ufeffa'))).toBe('a');
    expect(decodedText('utf-8', Buffer.from('\ufeffa'), { ignoreBOM: true })).toBe('\ufeffa');
  });

  it('throws on what is no text, whole or cut off, where it is asked to', () => {
    expect(() => decodedText('utf-8', Buffer.from([0x61, 0xff]), { fatal: true })).toThrow(TypeError);
    expect(() => decodedText('utf-8', Buffer.from([0x61, 0xc3]), { fatal: true })).toThrow(TypeError);
  });
});
