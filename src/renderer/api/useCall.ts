/** React's view of the engine: calls as queries and mutations, events as effects. */
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { EventName, EventValue, Input, Method, Output } from '../../contract/contract.ts';
import { asFailure, type Failure } from '../../contract/failure.ts';
import { transport } from './client.ts';

export interface CallOptions {
  readonly enabled?: boolean;
  /** Keep showing the last input's answer (`isPlaceholderData` is then true: dim it) until the new one is there. */
  readonly keepPrevious?: boolean;
}

/** The cached answer of a method for an input; the key is `[method, input]`. */
export function useCall<M extends Method>(
  name: M,
  input: Input<M>,
  options: CallOptions = {},
): UseQueryResult<Output<M>, Failure> {
  return useQuery<Output<M>, Failure, Output<M>, readonly unknown[]>({
    ...callQuery(name, input),
    enabled: options.enabled ?? true,
    // The cast: keepPreviousData is generic over the answer, which react-query cannot infer through ours.
    ...(options.keepPrevious && { placeholderData: keepPreviousData as never }),
  });
}

/** The query of a call, for `useQueries`, `fetchQuery` and `prefetchQuery`; a request nobody waits for is dropped. */
export function callQuery<M extends Method>(name: M, input: Input<M>) {
  return {
    queryKey: [name, input] as const,
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<Output<M>> =>
      transport.call(name, input, signal).catch((thrown: unknown) => {
        throw asFailure(thrown);
      }),
  };
}

/** A method that changes something: `mutate(input)`, `error`, `isPending`. */
export function useAction<M extends Method>(name: M): UseMutationResult<Output<M>, Failure, Input<M>> {
  return useMutation<Output<M>, Failure, Input<M>>({
    mutationFn: (input) =>
      transport.call(name, input).catch((thrown: unknown) => {
        throw asFailure(thrown);
      }),
  });
}

/** Listens to an event as long as the component is there; the listener may change freely. */
export function useEvent<E extends EventName>(name: E, listener: (value: EventValue<E>) => void): void {
  const receive = useEffectEvent(listener);
  useEffect(() => transport.on(name, (value) => receive(value)), [name]);
}
