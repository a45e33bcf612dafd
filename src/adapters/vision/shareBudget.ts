/** A bounded resource (megapixels, bytes) shared by work that runs side by side. */

export interface Budget {
  /** Runs the work once its cost fits beside what is under way; what costs more than everything runs alone. */
  spend<T>(cost: number, work: () => Promise<T>): Promise<T>;
}

/** First come, first served: a large piece is not starved by small ones. */
export function shareBudget(total: number): Budget {
  const waiting: { readonly cost: number; readonly admit: () => void }[] = [];
  let spent = 0;

  const admitNext = () => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (spent > 0 && spent + next.cost > total) return;
      waiting.shift();
      spent += next.cost;
      next.admit();
    }
  };

  return {
    async spend(cost, work) {
      await new Promise<void>((resolve) => {
        waiting.push({ cost, admit: resolve });
        admitNext();
      });
      try {
        return await work();
      } finally {
        spent -= cost;
        admitNext();
      }
    },
  };
}
