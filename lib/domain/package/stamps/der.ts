/** Thrown for bytes that are not DER (X.690), or not the structure that is looked for, with a sentence about them. */
export class NotDer extends Error {}

/** An element of DER. */
export interface Der {
  /** The identifier octet: class, whether it holds others, and number, which is below 31 in everything that is read here. */
  tag: number;
  /** The octets of its content. */
  body: Uint8Array;
  /** All its octets, with identifier and length. */
  whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of an element that a structure numbers for itself, such as `[0]`, and that holds others. */
export function contextTag(number: number): number {
  return 0xa0 + number;
}

/** The elements that stand one behind the other, to the last octet. @throws NotDer */
export function readAll(bytes: Uint8Array): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const element = readAt(bytes, at);
    found.push(element);
    at += element.whole.length;
  }
  return found;
}

/** The one element that bytes are. @throws NotDer, also where something follows it */
export function readOne(bytes: Uint8Array): Der {
  const [element, ...more] = readAll(bytes);
  if (element === undefined || more.length > 0) throw new NotDer('it is not one element of DER.');
  return element;
}

function readAt(bytes: Uint8Array, at: number): Der {
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1];
  if (first === undefined || (tag & 0x1f) === 0x1f) throw new NotDer('it is cut off, or has a tag that is not read here.');
  const lengthOctets = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || lengthOctets > 4) throw new NotDer('it has a length that DER does not know.');
  const begin = at + 2 + lengthOctets;
  let length = lengthOctets === 0 ? first : 0;
  for (let octet = at + 2; octet < begin; octet += 1) length = length * 256 + (bytes[octet] ?? 0);
  const isShortest = lengthOctets === 0 || (length >= 0x80 && length >= 256 ** (lengthOctets - 1));
  if (!isShortest || begin + length > bytes.length) throw new NotDer('it is cut off, or a length is not in its shortest form.');
  return { tag, body: bytes.subarray(begin, begin + length), whole: bytes.subarray(at, begin + length) };
}

/** The members of a structure in their order, taken one after the other. */
export class Members {
  private at = 0;
  private readonly members: readonly Der[];

  constructor(
    element: Der,
    private readonly name: string,
    tag: number = TAG.sequence,
  ) {
    if (element.tag !== tag) throw new NotDer(`${name} is of another kind.`);
    this.members = readAll(element.body);
  }

  /** The next member, where it has this tag; null otherwise. */
  maybe(tag: number): Der | null {
    const next = this.members[this.at];
    if (next?.tag !== tag) return null;
    this.at += 1;
    return next;
  }

  /** The next member, which must have one of these tags. @throws NotDer */
  take(...tags: readonly number[]): Der {
    const next = this.members[this.at];
    if (next === undefined || !tags.includes(next.tag)) throw new NotDer(`${this.name} lacks a member, or has another.`);
    this.at += 1;
    return next;
  }

  /** All members that are left. */
  rest(): readonly Der[] {
    const left = this.members.slice(this.at);
    this.at = this.members.length;
    return left;
  }

  /** @throws NotDer where a member is left */
  end(): void {
    if (this.at < this.members.length) throw new NotDer(`${this.name} has a member more.`);
  }
}

/** The dotted form of an object identifier. @throws NotDer */
export function oidOf({ tag, body }: Der): string {
  if (tag !== TAG.oid || body.length === 0 || (body.at(-1) ?? 0) >= 0x80) throw new NotDer('it has an object identifier that is none.');
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of body) {
    if (arc > 2 ** 40) throw new NotDer('it has an object identifier that is longer than any.');
    arc = arc * 128 + (octet & 0x7f);
    if (octet >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [head = 0, ...tail] = arcs;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...tail].join('.');
}

/** A small number that is not negative. @throws NotDer */
export function smallNumberOf({ tag, body }: Der): number {
  const [octet] = body;
  if (tag !== TAG.integer || body.length !== 1 || octet === undefined || octet >= 0x80) throw new NotDer('a number is out of range.');
  return octet;
}

/** The octets of a number that is not negative, without zeros before it. @throws NotDer */
export function magnitudeOf({ tag, body }: Der): Uint8Array {
  const [first = 0x80, second = 0] = body;
  const isPadded = first === 0 && body.length > 1;
  if (tag !== TAG.integer || first >= 0x80 || (isPadded && second < 0x80)) throw new NotDer('a number is not written as DER has it.');
  return isPadded ? body.subarray(1) : body;
}

/** The octets of a string of bits that ends with a whole octet. @throws NotDer */
export function bitsOf({ tag, body }: Der): Uint8Array {
  if (tag !== TAG.bitString || body[0] !== 0) throw new NotDer('a string of bits does not end with a whole octet.');
  return body.subarray(1);
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/;

/** An instant in milliseconds since 1970, cut off below; years of two digits are 1950 to 2049 (RFC 5280, 4.1.2.5.1). @throws NotDer */
export function instantOf({ tag, body }: Der): number {
  const text = String.fromCharCode(...body);
  const parts = (tag === TAG.utcTime ? UTC_TIME : tag === TAG.generalizedTime ? GENERALIZED_TIME : /^$(.)/).exec(text);
  if (parts === null) throw new NotDer('a time is not written as DER has it.');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const century = tag === TAG.generalizedTime ? 0 : year < 50 ? 2000 : 1900;
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const at = new Date(0);
  at.setUTCFullYear(century + year, month - 1, day);
  at.setUTCHours(hour, minute, second, milliseconds);
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal || century + year < 1) throw new NotDer('a time names a moment that is none.');
  return at.getTime();
}

/** Writes an element. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const octets: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 + octets.length, ...octets];
  const whole = new Uint8Array(head.length + length);
  whole.set(head);
  let at = head.length;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
