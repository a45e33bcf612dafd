/** An authority of one's own and certificates by it, made by OpenSSL. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Authority {
  /** A file with its certificate. */
  readonly file: string;
  /** For a machine. @param days that it is good for; less than 0: it was */
  issue(machine: string, days?: number): { readonly key: string; readonly cert: string };
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** @param folder where its files are */
export function makeAuthority(folder: string, name: string): Authority {
  const at = (file: string): string => join(folder, `${name}-${file}`);
  const openssl = (...words: string[]): void => {
    execFileSync('openssl', words, { stdio: 'pipe' });
  };
  const file = at('ca.pem');
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    at('ca.key'),
    '-out',
    file,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  );
  let count = 0;
  return {
    file,
    issue(machine, days = 1) {
      const [key, request, extensions, cert] = ['key', 'csr', 'ext', 'pem'].map((kind) =>
        at(`${count}.${kind}`),
      );
      count++;
      if (key === undefined || request === undefined || extensions === undefined || cert === undefined)
        throw new RangeError('There is no name for a file.');
      writeFileSync(extensions, `subjectAltName=${/^[\d.]+$/.test(machine) ? 'IP' : 'DNS'}:${machine}\n`);
      openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${machine}`);
      openssl(
        ...['x509', '-req', '-in', request, '-CA', file, '-CAkey', at('ca.key'), '-CAcreateserial'],
        ...['-days', String(days), '-extfile', extensions, '-out', cert],
      );
      return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
    },
  };
}
