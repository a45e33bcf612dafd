import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import type { Input } from '../../../../contract/contract.ts';
import { asFailure, type Failure } from '../../../../contract/failure.ts';
import { client } from '../../../api/client.ts';
import { startPlanned } from './startImport.ts';

interface Start {
  readonly options: Input<'imports.start'>;
  /** Import into the catalog of the folder's own, made if there is none, instead of the open one. */
  readonly isOwnCatalog: boolean;
}

/** Starts an import as a mutation: `isPending`, and `error` where it could not start. */
export function useStartImport(): UseMutationResult<string, Failure, Start> {
  return useMutation<string, Failure, Start>({
    mutationFn: async ({ options, isOwnCatalog }) => {
      try {
        if (isOwnCatalog) await client.call('catalogs.openForImages', { imageFolder: options.folder });
        return await startPlanned(options);
      } catch (thrown) {
        throw asFailure(thrown);
      }
    },
  });
}
