import type { EventName, EventValue, Input, Method, Output } from '../../contract/contract.ts';
import { Failure, type Result } from '../../contract/failure.ts';
import { type Transport, unwrap } from './transport.ts';

const imagePaths = { thumbnail: '/thumb/', preview: '/preview/' } as const;

/** Calls are POST /api/METHOD with JSON both ways; events come as server-sent events from /api/events. */
export function createHttpTransport(): Transport {
  let source: EventSource | null = null;
  let wasCut = false;
  const reconnectListeners = new Set<() => void>();

  function openEvents(): EventSource {
    if (source !== null) return source;
    source = new EventSource('/api/events');
    source.addEventListener('error', () => {
      wasCut = true;
    });
    source.addEventListener('open', () => {
      if (wasCut) for (const listener of reconnectListeners) listener();
      wasCut = false;
    });
    return source;
  }

  return {
    kind: 'browser',
    async call<M extends Method>(name: M, input: Input<M>, signal?: AbortSignal): Promise<Output<M>> {
      return unwrap<Output<M>>(await post(name, input, signal));
    },
    on<E extends EventName>(name: E, listener: (value: EventValue<E>) => void): () => void {
      const events = openEvents();
      const receive = (event: MessageEvent<string>) => listener(JSON.parse(event.data) as EventValue<E>);
      events.addEventListener(name, receive);
      return () => events.removeEventListener(name, receive);
    },
    onReconnect(listener) {
      reconnectListeners.add(listener);
      return () => reconnectListeners.delete(listener);
    },
    imageUrl: (imageId, size) => `${imagePaths[size]}${imageId}`,
    pathForFile: () => null,
  };
}

async function post<M extends Method>(
  name: M,
  input: Input<M>,
  signal?: AbortSignal,
): Promise<Result<Output<M>>> {
  let response: Response;
  try {
    response = await fetch(`/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      ...(signal && { signal }),
    });
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    throw new Failure(
      'internal',
      'Twinset does not answer. Is it still running where it was started? Start it again and reload this page.',
      String(thrown),
    );
  }
  const answer: unknown = await response.json().catch(() => null);
  if (isResult<Output<M>>(answer)) return answer;
  if (response.status === 401 || response.status === 403) {
    throw new Failure(
      'not-allowed',
      'This address is no longer valid. Open the address that Twinset printed when it started.',
    );
  }
  throw new Failure(
    'internal',
    `Twinset gave no usable answer to ${name}.`,
    `HTTP status ${response.status}`,
  );
}

function isResult<T>(answer: unknown): answer is Result<T> {
  return typeof answer === 'object' && answer !== null && 'ok' in answer;
}
