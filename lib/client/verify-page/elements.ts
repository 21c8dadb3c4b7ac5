/** An element with a text, which is never read as markup. */
export function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}

/** A part of the page under its heading. */
export function section(title: string, content: HTMLElement): HTMLElement {
  const made = element('section', '');
  made.append(element('h3', '', title), content);
  return made;
}

/** Lines one below the other. */
export function list(lines: readonly string[]): HTMLElement {
  const made = element('ul', '');
  for (const line of lines) made.append(element('li', '', line));
  return made;
}

/** Terms with what they are. */
export function definitions(facts: readonly [string, string][]): HTMLElement {
  const made = element('dl', '');
  for (const [name, value] of facts) made.append(element('dt', '', name), element('dd', '', value));
  return made;
}
