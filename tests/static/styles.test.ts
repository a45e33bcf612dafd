/** A class looks as one file says: with rules of its own in two, what is shown depends on which of them was loaded last. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../packaging/packTwinset.ts';

const interfaceFolder = join(root, 'src', 'renderer');
const styles = readdirSync(interfaceFolder, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.css'));

/** Classes that a rule is about by themselves, not within another one. */
function ownClasses(css: string): string[] {
  const selectors = [...css.matchAll(/^(\.[^{}@]+)\{/gm)].flatMap(([, list = '']) => list.split(','));
  return selectors.flatMap((selector) => /^\s*\.([\w-]+)\s*$/.exec(selector)?.[1] ?? []);
}

it('reads the classes of a rule', () => {
  expect(ownClasses('.one,\n.two {\n}\n.three .four {\n}\n@media print {\n}\n')).toEqual(['one', 'two']);
});

it('no class has rules of its own in two files; give one of them another name', () => {
  const files = new Map<string, Set<string>>();
  for (const file of styles) {
    for (const name of ownClasses(readFileSync(join(interfaceFolder, file), 'utf8')))
      files.set(name, (files.get(name) ?? new Set()).add(file));
  }
  expect(files.size).toBeGreaterThan(100);
  expect([...files].filter(([, each]) => each.size > 1).map(([name, each]) => [name, ...each])).toEqual([]);
});
