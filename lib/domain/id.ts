const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of a row at all; anything else is answered as if the row did not exist. */
export function isId(text: string): boolean {
  return ID.test(text);
}
