/** What travels between the fuzzer and the process in which files are read. */
export type FuzzKind = 'image' | 'table';

export interface FuzzTask {
  readonly kind: FuzzKind;
  readonly bytes: Uint8Array;
}

/** `read`: it was taken. `refused`: with a reason for a curator. `fault`: neither, which is a finding. */
export interface FuzzAnswer {
  readonly end: 'read' | 'refused' | 'fault';
  readonly words: string;
  /** The most memory that the process has held so far. */
  readonly peakBytes: number;
}
