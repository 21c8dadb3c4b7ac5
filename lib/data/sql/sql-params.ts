/** Collects bound values and hands out their places (`$1`, `$2`, …), so that no value ever becomes part of SQL text. */
export class SqlParams {
  readonly values: unknown[];

  constructor(first: readonly unknown[] = []) {
    this.values = [...first];
  }

  /** Binds a value and answers its place, for example `$3`. */
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
