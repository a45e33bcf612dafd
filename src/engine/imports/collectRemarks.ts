/** Listens to a vision worker for what a curator should look at, for the import's report. */
import type { NamedList } from '../../contract/imports.ts';
import { nameSome, namesKept } from '../../core/imports/namedLists.ts';
import type { Vision } from '../../core/models/ports.ts';

export interface RemarkingVision extends Vision {
  named(): NamedList[];
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
        if (names.length < namesKept) names.push(nameOf(file));
      });
      return outcomes;
    },
    named() {
      const list = nameSome(
        'images-of-one-colour',
        names.map((name) => ({ name })),
        count,
      );
      return list === null ? [] : [list];
    },
  };
}
