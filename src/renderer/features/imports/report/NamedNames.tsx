import type { NamedList } from '../../../../contract/imports.ts';
import { formatCount, formatCounted } from '../../../components/format.ts';
import { Unfold } from '../../../components/layout/Unfold.tsx';
import { CopyButton } from './CopyButton.tsx';
import { LongList } from './LongList.tsx';
import { describeEntry, titleOf, writeNames } from './namedWords.ts';

/** A number of the report, with the names behind it to open and to copy. */
export function NamedNames({ list }: { readonly list: NamedList }) {
  const { entries, total } = list;
  const more = total - entries.length;
  return (
    <Unfold title={titleOf(list)}>
      <LongList label={titleOf(list)} entries={entries.map(describeEntry)} />
      <div className="import-line">
        <CopyButton
          label={more > 0 ? `Copy the first ${formatCount(entries.length)}` : 'Copy all'}
          text={() => writeNames(list)}
          told={`${formatCounted(entries.length, 'name')} copied.`}
        />
        {more <= 0 ? null : (
          <span className="quiet">{`The first ${formatCount(entries.length)} are listed, ${formatCount(more)} more are not.`}</span>
        )}
      </div>
    </Unfold>
  );
}
