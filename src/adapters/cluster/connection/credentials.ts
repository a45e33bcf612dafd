/** Who one is to the cluster: from the environment, or from a file that nobody else can read. Never kept, logged or repeated. */
import { readFileSync, statSync } from 'node:fs';
import { Failure } from '../../../contract/failure.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const userVariable = 'TWINSET_CLUSTER_USER';
const passwordVariable = 'TWINSET_CLUSTER_PASSWORD';
/** Read or written by anybody but its owner. */
const othersMay = 0o077;

/**
 * @param file its first line is `user:password`
 * @returns null for a cluster that asks for nobody
 * @throws Failure `bad-input`, `not-allowed`, `file-unreadable`
 */
export function findCredentials(
  file: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Credentials | null {
  if (file !== undefined) return readCredentials(file);
  const username = environment[userVariable] ?? '';
  const password = environment[passwordVariable] ?? '';
  if (username === '' && password === '') return null;
  if (username !== '' && password !== '') return { username, password };
  const [there, missing] =
    username === '' ? [passwordVariable, userVariable] : [userVariable, passwordVariable];
  throw new Failure('bad-input', `${there} is set and ${missing} is not. Set both, or neither.`);
}

function readCredentials(file: string): Credentials {
  const line = readSecretLine(file, "the cluster's user and password");
  const at = line.indexOf(':');
  if (at < 1 || at === line.length - 1)
    throw new Failure('bad-input', `The first line of ${file} is not USER:PASSWORD. Write it so.`);
  return { username: line.slice(0, at), password: line.slice(at + 1) };
}

/** The first line of a file. @param what is in it. @throws Failure `not-allowed` where others may read it, `file-unreadable` */
export function readSecretLine(file: string, what: string): string {
  try {
    const { mode } = statSync(file);
    // Windows keeps no such bits.
    if (process.platform !== 'win32' && (mode & othersMay) !== 0) {
      throw new Failure(
        'not-allowed',
        `${file} holds a secret and others on this machine may read or change it. Make it yours alone first: chmod 600 ${file}`,
      );
    }
    return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    throw new Failure(
      'file-unreadable',
      `The file with ${what}, ${file}, cannot be read. Check its path and who may read it.`,
      String(thrown),
    );
  }
}
