/** What a shared catalog does not offer, in one form of words. */
import { Failure } from '../../../contract/failure.ts';

/** @param what begins the sentence: "The map" @param wayOut a sentence of what to do in its place */
export function notShared(what: string, wayOut: string): Failure {
  return new Failure('not-here', `${what} of a shared catalog cannot be had yet. ${wayOut}`);
}

/** Where most of it is to be had. */
export const onItsMachine = 'Open the catalog that it was published from.';

/** For a port's call: it throws once it is called. */
export function refuse(what: string, wayOut = onItsMachine): () => Promise<never> {
  return async () => {
    throw notShared(what, wayOut);
  };
}
