/** Which files and folders a call from the browser may name: those below the roots, symbolic links followed. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Method } from '../contract/contract.ts';
import { methods } from '../contract/contract.ts';
import { Failure } from '../contract/failure.ts';
import { findPaths } from '../contract/paths.ts';

export interface PathPolicy {
  readonly roots: readonly string[];
  /** @returns the real path. @throws Failure `not-allowed` naming the roots, `bad-input` for a relative path */
  check(path: string): Promise<string>;
  /** Checks every path in a parsed input. @throws Failure as `check` */
  checkInput(name: Method, input: unknown): Promise<void>;
}

export function createPathPolicy(roots: readonly string[]): PathPolicy {
  async function check(path: string): Promise<string> {
    if (!isAbsolute(path)) {
      throw new Failure('bad-input', `${path} is not a full path. Give the path from the top of the disk.`);
    }
    const real = await resolveReal(path);
    for (const root of roots) {
      if (isBelow(await resolveReal(root), real)) return real;
    }
    throw new Failure(
      'not-allowed',
      `${path} lies outside the folders that Twinset may use in the browser: ${roots.join(', ')}. ` +
        'Start it with --root FOLDER to add another.',
    );
  }

  return {
    roots,
    check,
    async checkInput(name, input) {
      for (const path of findPaths(methods[name].input, input)) await check(path);
    },
  };
}

/** The path with the links of its nearest existing ancestor followed: the file itself may not exist yet. */
async function resolveReal(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (thrown) {
    if (!isAbsent(thrown) || dirname(path) === path) {
      throw new Failure('not-allowed', `${path} cannot be reached. Check the path and who may read it.`);
    }
    return join(await resolveReal(dirname(path)), basename(path));
  }
}

function isAbsent(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

/** Whether the path is the root or lies in it; both absolute. */
export function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside === '' || (inside.split(sep)[0] !== '..' && !isAbsolute(inside));
}
