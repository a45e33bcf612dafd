/** The list types that are offered everywhere, as people call them. */
export const listTypeOptions = [
  { value: 'substitute', label: 'Look-alikes' },
  { value: 'related', label: 'Related' },
  { value: 'cross-sell', label: 'Cross-sell' },
  { value: 'up-sell', label: 'Up-sell' },
] as const;

export type OfferedType = (typeof listTypeOptions)[number]['value'];
