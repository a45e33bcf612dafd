/** A process that the app starts opens no console window on Windows, and writes nothing into the app's own output. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root } from '../packaging/packTwinset.ts';

/** The command line belongs to a terminal: what its server writes is what it writes. */
const ownsTerminal = (file: string): boolean => file.startsWith('cli/');

interface Start {
  readonly where: string;
  readonly isHidden: boolean;
  readonly inherits: boolean;
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file));

/** Every call of what a file imports from node:child_process, also where it was promisified first. */
function findStarts(file: string, text: string): Start[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const names = new Set<string>();
  const starts: Start[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) for (const name of startersIn(node)) names.add(name);
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer !== undefined &&
      isPromisified(node.initializer, names)
    )
      names.add(node.name.getText());
    if (ts.isCallExpression(node) && names.has(node.expression.getText()))
      starts.push(describeStart(file, source, node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return starts;
}

function startersIn(node: ts.ImportDeclaration): string[] {
  if (node.moduleSpecifier.getText().slice(1, -1) !== 'node:child_process') return [];
  const bindings = node.importClause?.namedBindings;
  if (node.importClause?.isTypeOnly || bindings === undefined) return [];
  return ts.isNamedImports(bindings) ? bindings.elements.map((element) => element.name.text) : ['unknown'];
}

function isPromisified(node: ts.Expression, names: ReadonlySet<string>): boolean {
  return (
    ts.isCallExpression(node) &&
    node.expression.getText() === 'promisify' &&
    names.has(node.arguments[0]?.getText() ?? '')
  );
}

function describeStart(file: string, source: ts.SourceFile, call: ts.CallExpression): Start {
  const options = call.arguments.find(ts.isObjectLiteralExpression);
  const textOf = (name: string): string =>
    options?.properties
      .filter(ts.isPropertyAssignment)
      .find((property) => property.name.getText() === name)
      ?.initializer.getText() ?? '';
  return {
    where: `${file}:${source.getLineAndCharacterOfPosition(call.getStart()).line + 1}`,
    isHidden: textOf('windowsHide') === 'true',
    // fork inherits where nothing else is said.
    inherits:
      /inherit|\b[12]\b|process\./.test(textOf('stdio')) ||
      (call.expression.getText() === 'fork' && textOf('stdio') === ''),
  };
}

const starts = files.flatMap((file) => findStarts(file, readFileSync(join(root, 'src', file), 'utf8')));

describe('a process that the app starts', () => {
  it('is found wherever one is started', () => {
    const rooms = new Set(starts.map(({ where }) => where.split('/')[0]));
    expect([...rooms]).toEqual(expect.arrayContaining(['adapters', 'bench', 'cli', 'engine']));
  });

  it('opens no window of its own', () => {
    expect(starts.filter(({ isHidden }) => !isHidden).map(({ where }) => where)).toEqual([]);
  });

  it("writes nothing into the app's output", () => {
    const inheriting = starts.filter(({ where, inherits }) => inherits && !ownsTerminal(where));
    expect(inheriting.map(({ where }) => where)).toEqual([]);
  });

  it('is found in a text that does it wrongly', () => {
    const wrong = `import { execFile, fork, spawn } from 'node:child_process';
const execute = promisify(execFile);
spawn('a', [], { stdio: 'inherit' });
execute('b', [], { windowsHide: true });
fork('c', { windowsHide: true });`;
    expect(findStarts('wrong.ts', wrong)).toEqual([
      { where: 'wrong.ts:3', isHidden: false, inherits: true },
      { where: 'wrong.ts:4', isHidden: true, inherits: false },
      { where: 'wrong.ts:5', isHidden: true, inherits: true },
    ]);
  });
});
