/** Objects of an S3-compatible store, over HTTPS or HTTP. Keys sign each request and never travel themselves; nothing is followed elsewhere. */
import { createHash } from 'node:crypto';
import { request as askPlainly, type IncomingMessage, Agent as PlainAgent } from 'node:http';
import { Agent, request as askSafely } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { ObjectKeys } from '../../../contract/cluster.ts';
import type { Failure } from '../../../contract/failure.ts';
import { isBusy, type Refusal, readRefusal, refusedObject, unreachableObject } from './objectFailure.ts';
import { mostBytes, type PlaceFiles } from './placeFiles.ts';

export interface ObjectFiles extends PlaceFiles {
  close(): void;
}

export interface ObjectOrder {
  /** As `parseObjectAddress` gives it. */
  readonly address: string;
  /** Null: it is only read, by whoever asks. */
  readonly keys: ObjectKeys | null;
  /** Certificates of the authorities that are trusted. */
  readonly roots: readonly string[];
  /** For tests. */
  readonly patience?: Patience;
}

interface Patience {
  readonly timeoutMs: number;
  /** Before each further try. */
  readonly waitsMs: readonly number[];
}

interface Answer extends Refusal {
  readonly bytes: Uint8Array;
}

const atOnce = 8;
const usualPatience: Patience = { timeoutMs: 15_000, waitsMs: [200, 1500] };
const ok = (status: number): boolean => status >= 200 && status < 300;

export function openObjectFiles({
  address,
  keys,
  roots,
  patience = usualPatience,
}: ObjectOrder): ObjectFiles {
  const isSafe = address.startsWith('https:');
  const shape = { keepAlive: true, maxSockets: atOnce } as const;
  const agent = isSafe ? new Agent({ ...shape, ca: [...roots] }) : new PlainAgent(shape);

  async function headersFor(method: string, url: string, body?: Uint8Array): Promise<Record<string, string>> {
    const digest = createHash('sha256')
      .update(body ?? '')
      .digest('hex');
    const plain: Record<string, string> = body === undefined ? {} : { 'content-type': 'image/jpeg' };
    if (keys === null) return plain;
    const { headers } = await new AwsV4Signer({
      ...{ method, url, service: 's3', accessKeyId: keys.keyId, secretAccessKey: keys.secret },
      ...(keys.region !== undefined && { region: keys.region }),
      headers: { ...plain, 'x-amz-content-sha256': digest },
    }).sign();
    return Object.fromEntries(headers);
  }

  async function once(method: string, url: string, body?: Uint8Array): Promise<Answer> {
    const headers = await headersFor(method, url, body);
    const ask = isSafe ? askSafely : askPlainly;
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(patience.timeoutMs);
      const length = body === undefined ? {} : { 'content-length': String(body.length) };
      const asked = ask(url, { method, agent, signal, headers: { ...headers, ...length } }, (answer) =>
        readAnswer(answer).then(resolve, reject),
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  /** Tried again where the store is busy or the way breaks: the same object twice is the same object. */
  async function ask(method: string, name: string, body?: Uint8Array): Promise<Answer> {
    const url = `${address}/${name}`;
    for (const waitMs of patience.waitsMs) {
      const answer = await once(method, url, body).catch(() => null);
      if (answer !== null && !isBusy(answer.status)) return answer;
      await wait(waitMs);
    }
    try {
      return await once(method, url, body);
    } catch (thrown) {
      throw unreachableObject(address, thrown);
    }
  }

  function refused(answer: Answer, doing: 'read' | 'write'): Failure {
    return refusedObject(address, answer, { doing, hasKeys: keys !== null });
  }

  return {
    name: address,
    atOnce,
    async has(name) {
      const answer = await ask('HEAD', name);
      if (ok(answer.status)) return true;
      if (isAbsent(answer)) return false;
      throw refused(answer, 'read');
    },
    async read(name) {
      const answer = await ask('GET', name);
      if (ok(answer.status)) return answer.bytes;
      if (isAbsent(answer)) return null;
      throw refused(answer, 'read');
    },
    async write(name, bytes) {
      const answer = await ask('PUT', name, bytes);
      if (!ok(answer.status)) throw refused(answer, 'write');
    },
    async requireFree() {
      // Names there are of Twinset's own form, beside whatever else lies there.
    },
    close: () => agent.destroy(),
  };
}

/** Who may not list what is there is refused what is missing, by S3: the mark beside it tells wrong keys apart. */
function isAbsent({ status, code }: Answer): boolean {
  if (status === 404) return code === '' || code === 'NoSuchKey';
  return status === 403 && (code === '' || code === 'AccessDenied');
}

async function readAnswer(answer: IncomingMessage): Promise<Answer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > mostBytes) {
      answer.destroy();
      break;
    }
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  const status = answer.statusCode ?? 0;
  return { ...readRefusal(status, ok(status) ? Buffer.of() : bytes), bytes };
}
