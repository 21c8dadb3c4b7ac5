import { randomBytes } from 'node:crypto';
import { isFactKey } from '#domain/item/fact-key';
import { CODE_LENGTHS, codeOf, pseudonymCode, pseudonymOf } from '#domain/item/pseudonym';
import { Refusal } from '#domain/refusals';
import { type Queryable } from '../sql/connection';

/** Puts in place of a key what somebody may read of it. */
export type ShowKey = (key: string) => string;

/** Keys as they are. */
const AS_IT_IS: ShowKey = (key) => key;

/**
 * The keys of a report's records as one person may see them: as they are, or as pseudonyms that are the same wherever the report
 * shows them and that lead back to their record. Every key passes here on its way out of lib/data, and on its way in.
 */
export class ShownKeys {
  /** `hidden` says that the person sees pseudonyms; `isOpen` which keys they see as they are, beside those of facts. */
  constructor(
    private readonly db: Queryable,
    private readonly cycleReportId: string,
    readonly hidden: boolean,
    private readonly isOpen: (key: string) => boolean = () => false,
  ) {}

  private isNobodysSecret(key: string): boolean {
    return isFactKey(key) || this.isOpen(key);
  }

  /** What to show of each of these keys; reserved keys of facts are nobody's secret. Pseudonyms that are new are kept. */
  async shown(keys: Iterable<string>): Promise<ShowKey> {
    if (!this.hidden) return AS_IT_IS;
    const wanted = [...new Set(keys)].filter((key) => !this.isNobodysSecret(key));
    const codes = await this.codes(wanted);
    return (key) => {
      if (this.isNobodysSecret(key)) return key;
      const code = codes.get(key);
      if (code === undefined) throw new Error('A key was to be shown that nobody asked a pseudonym for.');
      return pseudonymOf(code);
    };
  }

  /**
   * The keys that a person means. Whoever may not read keys names records by pseudonyms alone, so that no key is found by
   * trying; everybody else by either.
   * @throws Refusal `not_found` for a record that they cannot know of.
   */
  async real(texts: readonly string[]): Promise<string[]> {
    const codes = texts.flatMap((text) => codeOf(text) ?? []);
    const known = codes.length === 0 ? new Map<string, string>() : await this.keys(codes);
    return texts.map((text) => {
      const key = known.get(codeOf(text) ?? '');
      if (key !== undefined) return key;
      if (this.hidden && !this.isNobodysSecret(text)) throw new Refusal('not_found');
      return text;
    });
  }

  /** As `real`, for one key. @throws Refusal `not_found` */
  async realOne(text: string): Promise<string> {
    const [key] = await this.real([text]);
    return key ?? text;
  }

  private async keys(codes: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await this.db.query<{ code: string; key: string }>(
      'select code, record_key as key from record_pseudonym where cycle_report_id = $1 and code = any($2::text[])',
      [this.cycleReportId, [...new Set(codes)]],
    );
    return new Map(rows.map((row) => [row.code, row.key]));
  }

  private async codes(keys: readonly string[]): Promise<Map<string, string>> {
    let found = await this.keptCodes(keys);
    for (const length of CODE_LENGTHS) {
      const missing = keys.filter((key) => !found.has(key));
      if (missing.length === 0) return found;
      const secret = await this.secret();
      // Of two keys with one code, or two people who show a key at once, the first is kept; whoever is left takes a longer code.
      await this.db.query(
        `insert into record_pseudonym (cycle_report_id, record_key, code)
         select $1, * from unnest($2::text[], $3::text[]) on conflict do nothing`,
        [this.cycleReportId, missing, missing.map((key) => pseudonymCode(secret, key, length))],
      );
      found = new Map([...found, ...(await this.keptCodes(missing))]);
    }
    return found;
  }

  private async keptCodes(keys: readonly string[]): Promise<Map<string, string>> {
    if (keys.length === 0) return new Map();
    const { rows } = await this.db.query<{ code: string; key: string }>(
      'select code, record_key as key from record_pseudonym where cycle_report_id = $1 and record_key = any($2::text[])',
      [this.cycleReportId, keys],
    );
    return new Map(rows.map((row) => [row.key, row.code]));
  }

  private async secret(): Promise<Buffer> {
    await this.db.query('insert into pseudonym_secret (cycle_report_id, secret) values ($1, $2) on conflict do nothing', [
      this.cycleReportId,
      randomBytes(32),
    ]);
    const { rows } = await this.db.query<{ secret: Buffer }>('select secret from pseudonym_secret where cycle_report_id = $1', [
      this.cycleReportId,
    ]);
    const [row] = rows;
    if (!row) throw new Error(`cycle report ${this.cycleReportId} vanished`);
    return row.secret;
  }
}
