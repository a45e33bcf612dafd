/** Who one is to an object store: from a file that nobody else can read, or from the environment. Never in the catalog, a log or a message. */
import type { ObjectKeys } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import { readSecretLine } from '../connection/credentials.ts';

const keyVariable = 'TWINSET_OBJECTS_KEY';
const secretVariable = 'TWINSET_OBJECTS_SECRET';
const regionVariable = 'TWINSET_OBJECTS_REGION';

/**
 * @param file its first line is `KEY:SECRET` or `KEY:SECRET:REGION`
 * @returns null where neither says any
 * @throws Failure `bad-input`, `not-allowed`, `file-unreadable`
 */
export function findObjectKeys(
  file: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): ObjectKeys | null {
  if (file !== undefined) return readKeys(file);
  const keyId = environment[keyVariable] ?? '';
  const secret = environment[secretVariable] ?? '';
  const region = environment[regionVariable] ?? '';
  if (keyId === '' && secret === '') return null;
  if (keyId !== '' && secret !== '') return { keyId, secret, ...(region !== '' && { region }) };
  const [there, missing] = keyId === '' ? [secretVariable, keyVariable] : [keyVariable, secretVariable];
  throw new Failure('bad-input', `${there} is set and ${missing} is not. Set both, or neither.`);
}

function readKeys(file: string): ObjectKeys {
  const [keyId = '', secret = '', region = ''] = readSecretLine(file, 'the keys of an object store').split(
    ':',
  );
  if (keyId === '' || secret === '')
    throw new Failure(
      'bad-input',
      `The first line of ${file} is not KEY:SECRET or KEY:SECRET:REGION. Write it so.`,
    );
  return { keyId, secret, ...(region !== '' && { region }) };
}
