/** POST /api/METHOD: JSON in, the wire shape out. */
import type { Context } from 'hono';
import type { EngineMethod, Handlers, HostMethod, Input, Method } from '../contract/contract.ts';
import { isEngineMethod, isMethod, parseInput } from '../contract/contract.ts';
import type { FailureValue, Result } from '../contract/failure.ts';
import { asFailure, Failure } from '../contract/failure.ts';
import type { Engine } from '../engine/engine.ts';
import { toResult } from '../engine/processes/messages.ts';
import type { PathPolicy } from './pathPolicy.ts';
import { readBody } from './readBody.ts';

export interface Calls {
  readonly engine: Engine;
  readonly policy: PathPolicy;
  readonly host: Handlers<HostMethod>;
}

export async function answerCall(context: Context, calls: Calls): Promise<Response> {
  const name = context.req.param('method') ?? '';
  if (!isMethod(name))
    return refuse(context, 404, new Failure('not-found', `There is no call named ${name}.`));
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return refuse(
      context,
      415,
      new Failure('bad-input', 'A call needs a body of the type application/json.'),
    );
  }
  let input: unknown;
  try {
    input = await readBody(context);
  } catch (thrown) {
    return refuse(context, 400, asFailure(thrown));
  }
  const result = await toResult(() => callByName(name, input, calls));
  if (!result.ok && result.error.code === 'internal') reportInternal(name, result.error);
  return context.json(forBrowser(result));
}

async function callByName(name: Method, input: unknown, calls: Calls): Promise<unknown> {
  const parsed = parseInput(name, input);
  await calls.policy.checkInput(name, parsed);
  if (isEngineMethod(name)) return calls.engine.call(name, parsed as Input<EngineMethod>);
  const handle = calls.host[name] as (input: unknown) => unknown;
  return handle(parsed);
}

function refuse(context: Context, status: 400 | 404 | 415, failure: Failure): Response {
  return context.json({ ok: false, error: failure.toValue() } satisfies Result<never>, status);
}

/** The detail of an internal failure is a stack trace: it stays here. */
function forBrowser(result: Result<unknown>): Result<unknown> {
  if (result.ok || result.error.code !== 'internal') return result;
  return { ok: false, error: { code: result.error.code, message: result.error.message } };
}

function reportInternal(name: Method, error: FailureValue): void {
  process.stderr.write(`twinset server: ${name}: ${error.detail ?? error.message}\n`);
}
