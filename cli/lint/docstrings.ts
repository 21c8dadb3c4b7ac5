/** What is wrong with the docstrings of a source, as sentences that name the line. */
export function docstringFaults(file: string, text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const place = `${file}:${index + 1}`;
    if (LEANING.test(line)) return [`${place} leans on its neighbour: a docstring stands alone.`];
    const name = EXPORTED.exec(line)?.[1];
    if (name === undefined || FRAMEWORK.has(name)) return [];
    const before = lines[index - 1]?.trim() ?? '';
    const isDocumented = before.endsWith('*/') || EXPORTED.exec(lastStatement(lines, index))?.[1] === name;
    return isDocumented ? [] : [`${place} exports ${name} without a docstring.`];
  });
}

/** "The same for a report." says nothing in an editor, and less once a move has parted it from what came before. */
const LEANING = /^\s*(?:\/\*\*|\*) (?:The same\b.*|Same as\b.*|Likewise\b.*|Ditto\b.*)/;
const EXPORTED = /^export (?:async )?(?:function\*? |const (?=\w+ = (?:async )?\())(\w+)/;
/** Functions that Next looks for by their names. */
const FRAMEWORK = new Set(['generateMetadata', 'GET', 'POST', 'register', 'proxy']);

/** The beginning of the statement before a line, where it follows without a blank line: an overload of the same function. */
function lastStatement(lines: readonly string[], index: number): string {
  for (let at = index - 1; at >= 0 && lines[at] !== ''; at -= 1) if (lines[at]?.startsWith('export ')) return lines[at] ?? '';
  return '';
}
