import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { elements, fileCategories, policiesOfFolders, policiesOfRoot } from './cli/lint/boundaries.mjs';
import { NO_RULE_BY_HAND } from './cli/lint/sql-fragments.mjs';

const TESTS = ['**/*.{unit,property,data,workflow,replay,lint}.test.{ts,tsx}', 'e2e/**', 'test/**'];
/** Where a framework or a tool finds its module by the default export. */
const DEFAULT_EXPORTS = ['app/**', 'proxy.ts', '*.config.{ts,mts,mjs,js}', 'eslint.config.mjs'];

const NO_DEFAULT_EXPORT = { selector: 'ExportDefaultDeclaration', message: 'Name what a module exports: no default exports.' };
/** A link written by hand forgets the instance: an address of a chain has three parts. */
const NO_LINK_BY_HAND = ['Literal[value=/^\\/reports\\//]', 'TemplateElement[value.raw=/^\\/reports\\//]'].map((selector) => ({
  selector,
  message: 'Make links to reports by #contract/addresses.',
}));
/** A schema is compiled when it is first asked: one made in a function is compiled at each call, ten thousand times for as many items. */
const NO_SCHEMA_IN_FUNCTION = {
  selector:
    ':function CallExpression[callee.property.name=/^(pick|omit|extend|safeExtend|loose|partial)$/][callee.object.name=/[sS]chema$/]',
  message: 'Make a schema where the module begins, not in a function.',
};

const boundariesBy = (policies) => ({
  default: 'disallow',
  checkAllOrigins: true,
  checkInternals: true,
  message: 'Imports go one way: {{from.element.types}} may not import this (cli/lint/boundaries.mjs).',
  policies,
});

const GENERATED = { group: ['**/generated/**'], message: 'Import #prisma-client.' };
const ZONES = { group: ['temporal-polyfill', 'temporal-polyfill/**'], message: 'Time zones are asked for in lib/domain/time/zoned.ts.' };
/** Callbacks of the library's own `mutate` are lost with the component that asked. */
const MUTATIONS = {
  name: '@tanstack/react-query',
  importNames: ['useMutation'],
  message: 'Use useHeardMutation (lib/client/mutation.ts).',
};
/**
 * The recommended rules of hooks, those that warn as errors too. One is off: `incompatible-library` says where the React
 * Compiler would leave a component out, and no compiler runs here; what calls @tanstack/react-virtual stands in hooks of its
 * own, so that the other rules read the components around it.
 */
const HOOKS = Object.fromEntries(Object.keys(reactHooks.configs.recommended.rules).map((rule) => [rule, 'error']));
HOOKS['react-hooks/incompatible-library'] = 'off';

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '.next/**',
      '.countersign/**',
      'dist*/**',
      'prisma/generated/**',
      'next-env.d.ts',
      'next.config.js',
      'postcss.config.mjs',
      'test-results/**',
      'playwright-report/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.base],
    plugins: { boundaries },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/elements': elements,
      'boundaries/elements-single-match': true,
      'boundaries/files': fileCategories,
      'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export', 'require'],
      'import/resolver': { typescript: { project: import.meta.dirname } },
    },
    rules: {
      'boundaries/dependencies': ['error', boundariesBy(policiesOfRoot)],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 300 }],
      'no-empty': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_SCHEMA_IN_FUNCTION, ...NO_LINK_BY_HAND, ...NO_RULE_BY_HAND],
      'no-restricted-imports': ['error', { paths: [MUTATIONS], patterns: [GENERATED, ZONES] }],
    },
  },
  ...policiesOfFolders.map(({ files, policies }) => ({ files, rules: { 'boundaries/dependencies': ['error', boundariesBy(policies)] } })),
  {
    files: ['lib/domain/time/zoned.ts', 'test/bench/bare-conversion.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [GENERATED] }] },
  },
  { files: ['lib/client/mutation.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [GENERATED, ZONES] }] } },
  { files: ['**/*.tsx', 'components/**/*.ts', 'lib/client/**/*.ts'], plugins: { 'react-hooks': reactHooks }, rules: HOOKS },
  { files: DEFAULT_EXPORTS, rules: { 'no-restricted-syntax': ['error', NO_SCHEMA_IN_FUNCTION, ...NO_LINK_BY_HAND, ...NO_RULE_BY_HAND] } },
  {
    files: ['lib/data/sql/**'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_SCHEMA_IN_FUNCTION, ...NO_LINK_BY_HAND] },
  },
  { files: ['lib/contract/addresses.ts', ...TESTS], rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT] } },
  // Settings of tools at the root belong to no layer.
  { files: ['*.config.{ts,mts}'], rules: { 'boundaries/dependencies': 'off' } },
  { files: TESTS, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
