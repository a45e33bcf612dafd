/** The address of thumbnails in an S3-compatible object store: `https://host/bucket/prefix`, or `https://bucket.host/prefix`. */
import { Failure } from '../../contract/failure.ts';

const form = 'https://host/bucket or https://host/bucket/prefix';
const pattern = /^(https?):\/\/([^/?#]*)(\/[^?#]*)?$/i;
const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i;
/** Signs that every store takes as they are, and that no signature reads otherwise. */
const pathPattern = /^[A-Za-z0-9._/-]*$/;
/** Where clouds tell a machine its own secrets: thumbnails are never there. */
const linkLocal = /^(169\.254\.|\[fe80:)/i;

/** Normalised: small letters in scheme and host, no slash at the end. @throws Failure `bad-input` that says what is wrong with it */
export function parseObjectAddress(text: string): string {
  const [, scheme, host, path = ''] = pattern.exec(text.trim()) ?? [];
  if (scheme === undefined || host === undefined) throw wrong(text, `It reads ${form}.`);
  if (host.includes('@')) {
    throw new Failure(
      'bad-input',
      'The address of thumbnails holds no keys. Give them in TWINSET_OBJECTS_KEY and TWINSET_OBJECTS_SECRET, or in a file.',
    );
  }
  const [, machine, port] = hostPattern.exec(host) ?? [];
  if (machine === undefined || (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535)))
    throw wrong(text, `"${host}" is no host. It reads ${form}.`);
  if (linkLocal.test(machine)) throw wrong(text, 'No store of a team is at an address of one machine alone.');
  const parts = path.split('/').filter((part) => part !== '');
  if (!pathPattern.test(path) || parts.some((part) => /^\.+$/.test(part)))
    throw wrong(text, 'Bucket and prefix are of letters a to z, digits, ".", "_" and "-".');
  return [`${scheme.toLowerCase()}://${host.toLowerCase()}`, ...parts].join('/');
}

function wrong(text: string, why: string): Failure {
  return new Failure('bad-input', `${text} is no address of thumbnails. ${why}`);
}
