/** Downloads one published file, going on where an earlier attempt was cut. */
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import type { PublishedFile } from '../../core/models/knownModels.ts';
import { hashFile } from './hashFile.ts';

export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes that are there, at most some hundred times. */
  readonly onProgress?: ((receivedBytes: number, totalBytes: number) => void) | undefined;
  /** Nothing arriving for so long counts as cut. */
  readonly stallTimeoutMs?: number | undefined;
}

interface Attempt extends DownloadOptions {
  readonly url: string;
  readonly file: PublishedFile;
  readonly partFile: string;
}

const defaultStallTimeoutMs = 30_000;
/** Attempts in a row that bring nothing new before it is given up. */
const futileAttempts = 3;
const progressSteps = 200;

/** The server said no: asking again will not help. */
class Refusal extends Error {}

/**
 * Brings `partFile` to the published size and md5. What arrived stays there for the next call when this one fails.
 * @throws Failure `cancelled`, `disk-full`, `download-failed` (with the way out)
 */
export async function downloadFile(
  url: string,
  file: PublishedFile,
  partFile: string,
  options: DownloadOptions,
): Promise<void> {
  const attempt: Attempt = { ...options, url, file, partFile };
  await mkdir(dirname(partFile), { recursive: true });
  let furthest = await sizeOf(partFile);
  let futile = 0;
  while ((await sizeOf(partFile)) !== file.bytes) {
    try {
      await receiveRest(attempt);
    } catch (thrown) {
      const reached = await sizeOf(partFile);
      futile = reached > furthest ? 0 : futile + 1;
      furthest = Math.max(furthest, reached);
      const isHopeless = thrown instanceof Refusal || futile >= futileAttempts;
      if (options.signal?.aborted || isDiskFull(thrown) || isHopeless)
        throw asDownloadFailure(thrown, attempt);
    }
  }
  await verify(attempt);
  options.onProgress?.(file.bytes, file.bytes);
}

/** One request for what is missing. Rejects when it was cut, so that the caller can ask for the rest. */
async function receiveRest({ url, file, partFile, signal, onProgress, ...rest }: Attempt): Promise<void> {
  const watch = watchForStalls(rest.stallTimeoutMs ?? defaultStallTimeoutMs);
  const signals = signal ? [signal, watch.signal] : [watch.signal];
  try {
    let received = await sizeOf(partFile);
    if (received > file.bytes) received = await discard(partFile);
    const response = await fetch(url, {
      signal: AbortSignal.any(signals),
      // A compressed answer could not be resumed byte by byte.
      headers: {
        'accept-encoding': 'identity',
        ...(received > 0 ? { range: `bytes=${received}-` } : {}),
      },
    });
    const start = startOf(response);
    if (start !== received) {
      if (start !== 0) await response.body?.cancel();
      received = await discard(partFile);
      if (start !== 0)
        throw new Error(`the server answered status ${response.status} to a request for the rest`);
    }
    if (!response.body) throw new Error('the server sent an empty answer');
    const handle = await open(partFile, 'a');
    try {
      let told = 0;
      for await (const chunk of response.body) {
        watch.restart();
        received += chunk.byteLength;
        if (received > file.bytes)
          throw new Refusal(`the server sends more than the expected ${file.bytes} bytes`);
        await handle.write(chunk);
        if (received - told < file.bytes / progressSteps) continue;
        told = received;
        onProgress?.(received, file.bytes);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (received < file.bytes)
      throw new Error(`the connection ended after ${received} of ${file.bytes} bytes`);
  } finally {
    watch.stop();
  }
}

/** Where the answer's bytes belong in the file; −1 where they cannot be joined to what is there. */
function startOf(response: Response): number {
  switch (response.status) {
    case 200:
      return 0;
    case 206: {
      const [, start] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
      return start === undefined ? -1 : Number(start);
    }
    case 416:
      return -1;
    default: {
      const text = `the server answered status ${response.status}`;
      throw response.status >= 500 ? new Error(text) : new Refusal(text);
    }
  }
}

async function verify({ file, partFile, url }: Attempt): Promise<void> {
  const md5 = await hashFile(partFile, 'md5');
  if (md5 === file.md5) return;
  await discard(partFile);
  throw new Failure(
    'download-failed',
    `What ${new URL(url).host} sent is not the expected file (its md5 is ${md5}, expected ${file.md5}), and was ` +
      `discarded. Start the download again, or ${selfService(url)}`,
  );
}

function watchForStalls(timeoutMs: number) {
  const controller = new AbortController();
  const seconds = timeoutMs / 1000;
  const start = () =>
    setTimeout(() => controller.abort(new Error(`nothing arrived for ${seconds} seconds`)), timeoutMs);
  let timer = start();
  return {
    signal: controller.signal,
    restart() {
      clearTimeout(timer);
      timer = start();
    },
    stop: () => clearTimeout(timer),
  };
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw thrown;
  }
}

async function discard(file: string): Promise<0> {
  await rm(file, { force: true });
  return 0;
}

function isDiskFull(thrown: unknown): boolean {
  return (thrown as NodeJS.ErrnoException).code === 'ENOSPC';
}

function asDownloadFailure(thrown: unknown, { signal, url, file, partFile }: Attempt): Failure {
  if (signal?.aborted) {
    return new Failure(
      'cancelled',
      'The download was cancelled; what arrived is kept, and it can go on from there.',
    );
  }
  if (isDiskFull(thrown)) {
    return new Failure(
      'disk-full',
      `The disk is full: ${file.bytes} bytes are needed at ${dirname(partFile)}. Make room and start the download again.`,
    );
  }
  return new Failure(
    'download-failed',
    `The download from ${new URL(url).host} failed: ${reasonOf(thrown)}. What arrived is kept: start the download ` +
      `again to go on, or ${selfService(url)}`,
    thrown instanceof Error ? thrown.stack : String(thrown),
  );
}

function selfService(url: string): string {
  return `get the file yourself from ${url} and take it in with "models import FILE".`;
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error && thrown.cause.message !== '' ? thrown.cause.message : thrown.message;
}
