// Reads the source tree for the architecture tests: files, their imports, their text. Input: this repository only.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Paths below a folder, relative to the root, with forward slashes, in order; dot files and dependencies left out. */
export function filesIn(folder: string, extensions: readonly string[]): string[] {
  const out: string[] = [];
  const visit = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (
        entry.name.startsWith('.') ||
        entry.name === 'node_modules' ||
        entry.name === 'dist' ||
        entry.name === 'build'
      )
        continue;
      const path = join(at, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (extensions.some((e) => entry.name.endsWith(e))) out.push(relative(ROOT, path).split(sep).join('/'));
    }
  };
  visit(join(ROOT, folder));
  return out.sort();
}

/** The file does not change while the tests run: what is worked out of it once is kept. */
function once<T>(work: (path: string) => T): (path: string) => T {
  const done = new Map<string, T>();
  return (path) => {
    const known = done.get(path) ?? work(path);
    done.set(path, known);
    return known;
  };
}

export const textOf = once((path) => readFileSync(join(ROOT, path), 'utf8'));

/** A file as the compiler reads it. */
export const sourceOf = once((path) => ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true));

export interface Import {
  readonly from: string;
  /** Path from the root for files of the project, else the package's name. */
  readonly to: string;
  readonly own: boolean;
  readonly typeOnly: boolean;
}

/** Static, dynamic and re-exporting imports of a file. */
export function importsOf(path: string, text?: string): Import[] {
  const source = text === undefined ? sourceOf(path) : ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const out: Import[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    const own = specifier.startsWith('.');
    const to = own
      ? normalize(join(dirname(path), specifier))
          .split(sep)
          .join('/')
      : specifier;
    out.push({ from: path, to, own, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const allTypes =
        named !== undefined && ts.isNamedImports(named) && !clause?.name && named.elements.every((e) => e.isTypeOnly);
      add(node.moduleSpecifier.text, clause !== undefined && (clause.isTypeOnly || allTypes));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      add(argument && ts.isStringLiteral(argument) ? argument.text : '(computed)', false);
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      add(node.argument.literal.text, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return out;
}

/** A file's code without comments, printed anew by the compiler. */
export const codeOf = once((path) => ts.createPrinter({ removeComments: true }).printFile(sourceOf(path)));
