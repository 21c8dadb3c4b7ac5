const LONGEST = 80;

/** "Loan Amount (thousands)" → LOAN_AMOUNT: upper case, words joined by "_", what stands in brackets left out, cut at a word. */
export function attributeCode(name: string): string {
  const words = name
    .normalize('NFKC')
    .replace(/\([^)]*\)/g, ' ')
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  let code = '';
  for (const word of words) {
    const longer = code === '' ? word.slice(0, LONGEST) : `${code}_${word}`;
    if (longer.length > LONGEST) break;
    code = longer;
  }
  return code;
}

/** Makes codes different from each other: the second of a name becomes NAME_2. Order decides, so the same list gives the same codes. */
export function distinctCodes(codes: readonly string[]): string[] {
  const taken = new Set<string>();
  return codes.map((code, index) => {
    const base = code === '' ? `COLUMN_${index + 1}` : code;
    let candidate = base;
    for (let n = 2; taken.has(candidate); n++) candidate = `${base}_${n}`;
    taken.add(candidate);
    return candidate;
  });
}

/** Column names of a header line: blank ones by position, repeated ones numbered. */
export function distinctColumns(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const base = cell.trim() === '' ? `column ${index + 1}` : cell.trim();
    let candidate = base;
    for (let n = 2; taken.has(candidate); n++) candidate = `${base} (${n})`;
    taken.add(candidate);
    return candidate;
  });
}
