import path from 'node:path';
import ts from 'typescript';
import { PROJECT_ROOT } from '../machine/folders';

/** What a property of a row type allows. `kinds` are those of `SeenColumn`; null where any kind is allowed. */
export interface DeclaredColumn {
  name: string;
  optional: boolean;
  kinds: ReadonlySet<string> | null;
  /** The literals, where nothing but literals of text is allowed. */
  words: ReadonlySet<string> | null;
}

/** A query of lib/data with the row type it names: `db.query<Row>(…)` at `site`, "…/x.ts:12". */
export interface DeclaredRows {
  site: string;
  columns: DeclaredColumn[];
}

/** Every query of lib/data that names a row type, by the compiler's own reading of that type. */
export function declaredRows(): DeclaredRows[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(PROJECT_ROOT, 'tsconfig.json'),
    { incremental: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  if (!config) return [];
  const files = config.fileNames.filter((file) => isProduct(relative(file)));
  const program = ts.createProgram(files, { ...config.options, incremental: false });
  const checker = program.getTypeChecker();
  const found: DeclaredRows[] = [];
  for (const source of program.getSourceFiles()) {
    const file = relative(source.fileName);
    if (!isProduct(file)) continue;
    const visit = (node: ts.Node): void => {
      const row = rowTypeOf(node);
      if (row) {
        const line = source.getLineAndCharacterOfPosition(row.at).line + 1;
        found.push({ site: `${file}:${line}`, columns: columnsOf(checker, row.type) });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** What is called to ask the database: a connection's own, and the one that has its statements prepared. */
const QUERIES: ReadonlySet<string> = new Set(['query', 'queryPrepared']);

function rowTypeOf(node: ts.Node): { at: number; type: ts.TypeNode } | null {
  if (!ts.isCallExpression(node)) return null;
  const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  const [type] = node.typeArguments ?? [];
  return ts.isIdentifier(called) && QUERIES.has(called.text) && type ? { at: called.getStart(), type } : null;
}

function columnsOf(checker: ts.TypeChecker, node: ts.TypeNode): DeclaredColumn[] {
  return checker.getPropertiesOfType(checker.getTypeFromTypeNode(node)).map((property) => {
    const type = checker.getTypeOfSymbol(property);
    const parts = type.isUnion() ? type.types : [type];
    const kinds = new Set(parts.map((part) => kindOf(checker, part)));
    const words = parts.filter((part) => !(part.flags & ts.TypeFlags.Null));
    return {
      name: property.name,
      optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      kinds: kinds.has('any') ? null : kinds,
      words: words.length > 0 && words.every((part) => part.isStringLiteral()) ? new Set(words.map((part) => part.value)) : null,
    };
  });
}

function kindOf(checker: ts.TypeChecker, type: ts.Type): string {
  const { flags } = type;
  if (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) return 'null';
  if (flags & ts.TypeFlags.StringLike) return 'string';
  if (flags & ts.TypeFlags.NumberLike) return 'number';
  if (flags & ts.TypeFlags.BooleanLike) return 'boolean';
  if (checker.isArrayType(type) || checker.isTupleType(type)) return 'array';
  const name = type.symbol?.name;
  if (name === 'Date' || name === 'Buffer') return name;
  return flags & ts.TypeFlags.Object ? 'object' : 'any';
}

/** It hands on the row type that it is called with. */
const PREPARED = 'lib/data/sql/query-prepared.ts';

function isProduct(file: string): boolean {
  return file.startsWith('lib/data/') && !file.includes('.test.') && file !== PREPARED;
}

function relative(file: string): string {
  return path.relative(PROJECT_ROOT, file).split(path.sep).join('/');
}
