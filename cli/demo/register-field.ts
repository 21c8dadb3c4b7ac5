export type RegisterFieldType = 'text' | 'code' | 'integer' | 'decimal' | 'date';
export type SecurityClass = 'Public' | 'Internal' | 'Confidential' | 'Restricted';

export interface RegisterField {
  code: string;
  name: string;
  description: string;
  type: RegisterFieldType;
  requirement: 'mandatory' | 'conditional' | 'optional';
  validValues: readonly string[];
  specialValues: readonly string[];
  exhaustive: boolean;
  keyOrder: number | null;
  cde: boolean;
  historicalIssue: boolean;
  securityClass: SecurityClass;
  risk: number;
}

type Extra = Partial<Omit<RegisterField, 'code' | 'name' | 'description' | 'type'>>;

export function field(code: string, name: string, description: string, type: RegisterFieldType, extra: Extra = {}): RegisterField {
  const validValues = extra.validValues ?? [];
  return {
    code,
    name,
    description,
    type,
    requirement: 'mandatory',
    validValues,
    specialValues: [],
    exhaustive: validValues.length > 0,
    keyOrder: null,
    cde: false,
    historicalIssue: false,
    securityClass: 'Internal',
    risk: 3,
    ...extra,
  };
}

function codes(text: string): readonly string[] {
  return text.split(' ');
}

/** Five answers of one person to one demographic question, the first mandatory, the others optional. */
export function answers(prefix: string, person: string, question: string, valid: string): RegisterField[] {
  return [1, 2, 3, 4, 5].map((place) =>
    field(
      `${prefix}_${place}`,
      `${person} ${question} ${place}`,
      `Answer ${place} of the ${person.toLowerCase()} about ${question.toLowerCase()}.`,
      'code',
      {
        validValues: codes(valid),
        requirement: place === 1 ? 'mandatory' : 'optional',
        securityClass: 'Restricted',
        risk: place === 1 ? 6 : 3,
        cde: place === 1,
      },
    ),
  );
}

export function freeText(code: string, name: string, about: string): RegisterField {
  return field(code, name, `Free text given for ${about}; blank when nothing was written.`, 'text', {
    requirement: 'optional',
    securityClass: 'Restricted',
    risk: 2,
  });
}

export function observed(code: string, name: string, valid: string): RegisterField {
  return field(code, name, 'Whether the answer was noted by sight or by surname instead of given by the person.', 'code', {
    validValues: codes(valid),
    risk: 4,
  });
}

export const EXEMPT = ['NA', 'Exempt'];

export function money(code: string, name: string, description: string, extra: Extra = {}): RegisterField {
  return field(code, name, description, 'decimal', {
    requirement: 'conditional',
    specialValues: EXEMPT,
    securityClass: 'Confidential',
    risk: 6,
    ...extra,
  });
}

export function choice(code: string, name: string, description: string, valid: string, extra: Extra = {}): RegisterField {
  return field(code, name, description, 'code', { validValues: codes(valid), ...extra });
}
