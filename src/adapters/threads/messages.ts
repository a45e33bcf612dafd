/** What a thread tells the one that `workAside` answers. */
export type ThreadMessage<Step extends string, Result> =
  | { readonly kind: 'progress'; readonly step: Step; readonly done: number }
  /** Asks for the embeddings of these points, one after the other; the answer is one array of them. */
  | { readonly kind: 'vectors'; readonly points: Uint32Array }
  | { readonly kind: 'done'; readonly result: Result };
