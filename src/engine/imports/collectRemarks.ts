/** Listens to a vision worker for what a curator should look at, and puts it into notes of the import's report. */
import type { Vision } from '../../core/models/ports.ts';

/** Names in a note: enough to find the others by. */
const namesTold = 10;

export interface RemarkingVision extends Vision {
  notes(): string[];
}

/** @param nameOf what a curator calls the file with this absolute path */
export function collectRemarks(vision: Vision, nameOf: (file: string) => string): RemarkingVision {
  let count = 0;
  const names: string[] = [];
  return {
    ...vision,
    async process(requests) {
      const outcomes = await vision.process(requests);
      outcomes.forEach((outcome, at) => {
        const file = requests[at]?.file;
        if (!outcome.ok || outcome.remark === undefined || file === undefined) return;
        count += 1;
        if (names.length < namesTold) names.push(nameOf(file));
      });
      return outcomes;
    },
    notes() {
      if (count === 0) return [];
      const more = count > names.length ? ' …' : '';
      const shown = count === 1 ? '1 picture shows' : `${count.toLocaleString('en')} pictures show`;
      return [
        `${shown} one flat colour: ${names.join(', ')}${more}. Look whether that is what they should show.`,
      ];
    },
  };
}
