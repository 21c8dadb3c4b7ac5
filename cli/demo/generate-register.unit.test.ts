import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CONTROL_FIELD, generateRegister } from './generate-register';
import { PLANTED_DEFECTS } from './plant-defects';
import { REGISTER_FIELDS } from './register-fields';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('the demo register', () => {
  const register = generateRegister(2025, 4000);
  const [transmittal = '', ...records] = register.data.trimEnd().split('\n');

  it('gives the same bytes for the same seed and others for another', () => {
    expect(sha256(generateRegister(2025, 4000).data)).toBe(sha256(register.data));
    expect(sha256(generateRegister(2026, 4000).data)).not.toBe(sha256(register.data));
  });

  it('holds 110 fields a record and states its own count', () => {
    expect(REGISTER_FIELDS).toHaveLength(110);
    expect(records).toHaveLength(4000);
    expect(new Set(records.map((record) => record.split('|').length))).toEqual(new Set([110]));
    expect(transmittal.split('|')[CONTROL_FIELD - 1]).toBe('4000');
  });

  it('plants every documented defect', () => {
    for (const { code } of PLANTED_DEFECTS) expect(register.planted.get(code) ?? 0, code).toBeGreaterThan(0);
    expect(register.planted.get('repeated-identifier')).toBe(2);
  });

  it('keeps to its dictionary apart from the planted defects', () => {
    let outside = 0;
    for (const record of records) {
      const cells = record.split('|');
      const wrong = REGISTER_FIELDS.some((field, place) => {
        const value = cells[place] ?? '';
        return field.exhaustive && value !== '' && !field.validValues.includes(value) && !field.specialValues.includes(value);
      });
      if (wrong) outside += 1;
    }
    expect(outside).toBe(register.planted.get('invalid-purpose'));
  });
});
