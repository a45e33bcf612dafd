/** How large the body of a call may be. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Failure, type Result } from '../contract/failure.ts';

/** A picture in base64 (64 MiB of bytes at most by the contract). */
const pictureLimit = refuseAbove(100_000_000);
/** Everything else is small. */
const usualLimit = refuseAbove(1_000_000);

/** Answers 413 with a `not-allowed` where there is more, also where the length is not told. For `/api/:method`. */
export const limitBody: MiddlewareHandler = (context, next) =>
  (context.req.param('method') === 'search.addOutsideImage' ? pictureLimit : usualLimit)(context, next);

function refuseAbove(limitBytes: number): MiddlewareHandler {
  const failure = new Failure('not-allowed', `The body of the call is larger than ${limitBytes} bytes.`);
  return bodyLimit({
    maxSize: limitBytes,
    onError(context) {
      // The rest of the body is not read, so the connection is of no use for another request.
      context.header('Connection', 'close');
      return context.json({ ok: false, error: failure.toValue() } satisfies Result<never>, 413);
    },
  });
}
