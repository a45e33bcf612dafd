/** Where a shared catalog lies: one or more hosts of a cluster, and the name of the catalog there. */
import { Failure } from '../../contract/failure.ts';

export interface ClusterAddress {
  /** As it is shown and kept: `https://search.example:9200/shoes`. */
  readonly text: string;
  /** One per host, without the name: `https://search.example:9200`. */
  readonly nodes: readonly string[];
  /** What all of the catalog's indices are named after. */
  readonly name: string;
}

const form = 'https://host/index, or https://host1,host2:9200/index for several nodes of one cluster';
const addressPattern = /^(https?):\/\/([^/?#]*)\/?([^?#]*)$/i;
const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i;
/** What OpenSearch takes, with room for what is put behind it. */
const namePattern = /^[a-z0-9][a-z0-9._-]{0,99}$/;
const thisMachine = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** @throws Failure `bad-input` that says what is wrong with it */
export function parseClusterAddress(text: string): ClusterAddress {
  const [, scheme, hosts, name] = addressPattern.exec(text.trim()) ?? [];
  if (scheme === undefined || hosts === undefined || name === undefined)
    throw wrong(withoutCredentials(text), `An address reads ${form}.`);
  if (hosts.includes('@')) {
    throw new Failure(
      'bad-input',
      `The address of a cluster holds no user and no password. Write ${withoutCredentials(text)}, and give them in TWINSET_CLUSTER_USER and TWINSET_CLUSTER_PASSWORD or in a file.`,
    );
  }
  const plain = name.replace(/\/$/, '');
  if (plain === '') throw wrong(text, `The name of the catalog is missing: an address reads ${form}.`);
  if (!namePattern.test(plain)) {
    throw wrong(
      text,
      `"${plain}" cannot be the name of an index: it has at most 100 small letters a to z, digits, ".", "_" and "-", and begins with a letter or a digit.`,
    );
  }
  const protocol = scheme.toLowerCase();
  const nodes = hosts.split(',').map((host) => nodeOf(text, protocol, host.trim()));
  return { text: `${protocol}://${hosts.replaceAll(' ', '')}/${plain}`, nodes, name: plain };
}

function nodeOf(text: string, protocol: string, host: string): string {
  const [, machine, port] = hostPattern.exec(host) ?? [];
  if (machine === undefined) throw wrong(text, `"${host}" is no host. An address reads ${form}.`);
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    throw wrong(text, `${port} is no port: ports go from 1 to 65535.`);
  if (protocol === 'http' && !thisMachine.test(machine)) {
    throw wrong(
      text,
      `Without TLS a password and a catalog would travel in the open; http is for a cluster on this machine alone. Write https://${host}.`,
    );
  }
  return `${protocol}://${machine}${port === undefined ? '' : `:${port}`}`;
}

function wrong(text: string, why: string): Failure {
  return new Failure('bad-input', `${text} is no address of a shared catalog. ${why}`);
}

/** What may be repeated in a message. */
function withoutCredentials(text: string): string {
  return text.replace(/^([a-z]+:\/\/)?[^/]*@/i, (_, scheme: string | undefined) => scheme ?? '');
}
