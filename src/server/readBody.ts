/** Reads a request's JSON body; how large it may be, `limitBody` has seen to. */
import type { Context } from 'hono';
import { Failure } from '../contract/failure.ts';

/** @throws Failure `bad-input` when it is not JSON in UTF-8 */
export async function readBody(context: Context): Promise<unknown> {
  const bytes = await context.req.arrayBuffer();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Failure('bad-input', 'The body of the call is not JSON in UTF-8.');
  }
}
