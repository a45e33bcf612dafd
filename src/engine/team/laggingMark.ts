/**
 * Up to where changes were received, some seconds ago. Behind one address that leads to several nodes, one of them may not
 * know yet of a copy that is to be refreshed; every copy does so by itself each second. What is read twice changes nothing.
 */
const lagMs = 5000;

export interface LaggingMark {
  /** Received for certain. */
  certain(): number;
  note(received: number): void;
}

/** @param begun what was received for certain before */
export function createLaggingMark(begun: number, now: () => number = () => performance.now()): LaggingMark {
  let certain = begun;
  let noted: { atMs: number; received: number }[] = [];
  return {
    certain() {
      const due = noted.findLast(({ atMs }) => now() - atMs >= lagMs);
      if (due !== undefined) {
        certain = due.received;
        noted = noted.filter(({ atMs }) => atMs > due.atMs);
      }
      return certain;
    },
    note(received) {
      noted.push({ atMs: now(), received });
    },
  };
}
