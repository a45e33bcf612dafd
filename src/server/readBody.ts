/** Reads a request's JSON body, never more than its limit. */
import type { Context } from 'hono';
import { Failure } from '../contract/failure.ts';

/** @throws Failure `not-allowed` when it is too large, `bad-input` when it is not JSON in UTF-8 */
export async function readBody(context: Context, limitBytes: number): Promise<unknown> {
  const declared = Number(context.req.header('content-length') ?? 0);
  if (declared > limitBytes) throw tooLarge(limitBytes);
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of context.req.raw.body ?? []) {
    sizeBytes += part.byteLength;
    // The declared length may be missing or false.
    if (sizeBytes > limitBytes) throw tooLarge(limitBytes);
    parts.push(part);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)));
  } catch {
    throw new Failure('bad-input', 'The body of the call is not JSON in UTF-8.');
  }
}

function tooLarge(limitBytes: number): Failure {
  return new Failure('not-allowed', `The body of the call is larger than ${limitBytes} bytes.`);
}
