import path from 'node:path';
import { ESLint } from 'eslint';
import { PROJECT_ROOT } from '../machine/folders';

/** Rules that need type information: a snippet under a made-up path has none. */
const TYPED_RULES = [
  '@typescript-eslint/no-floating-promises',
  '@typescript-eslint/no-misused-promises',
  '@typescript-eslint/switch-exhaustiveness-check',
];

let untyped: ESLint | undefined;
let typed: ESLint | undefined;

/** Names of the rules that complain about this text if it stood in this (not existing) file. */
export async function rulesFiredBy(file: string, text: string): Promise<string[]> {
  untyped ??= new ESLint({
    cwd: PROJECT_ROOT,
    overrideConfig: {
      languageOptions: { parserOptions: { projectService: false } },
      rules: Object.fromEntries(TYPED_RULES.map((rule) => [rule, 'off'])),
    },
  });
  return fired(untyped, file, text);
}

/** Names of the rules that complain about this text, those included that need types; `file` must be one of the project's. */
export async function typedRulesFiredBy(file: string, text: string): Promise<string[]> {
  typed ??= new ESLint({ cwd: PROJECT_ROOT });
  return fired(typed, file, text);
}

async function fired(eslint: ESLint, file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(PROJECT_ROOT, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}
