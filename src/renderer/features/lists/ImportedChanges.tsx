import type { ListImport } from '../../../contract/lists.ts';
import { formatCount, formatCounted } from '../../components/format.ts';
import { Unfold } from '../../components/layout/Unfold.tsx';
import { CopyButton } from '../imports/report/CopyButton.tsx';
import { LongList, type LongListEntry } from '../imports/report/LongList.tsx';

/** What an edited export changes list by list, which of its rows were put right, and which are left out. */
export function ImportedChanges({ answer }: { readonly answer: ListImport }) {
  const { lists, changedLists, repaired, repairedCount, refused, refusedCount } = answer;
  return (
    <>
      {changedLists === 0 ? null : (
        <Part
          title={formatCounted(changedLists, 'list would change', 'lists would change')}
          total={changedLists}
          entries={lists.map(describeList)}
          isOpenAtFirst
        />
      )}
      {refusedCount === 0 ? null : (
        <Part
          title={formatCounted(refusedCount, 'thing is left out', 'things are left out')}
          total={refusedCount}
          entries={refused.map(({ row, reason }) => ({ name: `Row ${formatCount(row)}`, words: reason }))}
          isOpenAtFirst
        />
      )}
      {repairedCount === 0 ? null : (
        <Part
          title={formatCounted(repairedCount, 'thing was put right', 'things were put right')}
          total={repairedCount}
          entries={repaired.map(({ row, what }) => ({ name: `Row ${formatCount(row)}`, words: what }))}
        />
      )}
    </>
  );
}

interface PartProps {
  readonly title: string;
  /** More than the entries where not all are here. */
  readonly total: number;
  readonly entries: readonly LongListEntry[];
  readonly isOpenAtFirst?: boolean;
}

function Part({ title, total, entries, isOpenAtFirst = false }: PartProps) {
  const more = total - entries.length;
  return (
    <Unfold title={title} isOpenAtFirst={isOpenAtFirst}>
      <LongList label={title} entries={entries} />
      <div className="import-lists-foot">
        <CopyButton
          label={more > 0 ? `Copy the first ${formatCount(entries.length)}` : 'Copy all'}
          text={() => entries.map(({ name, words }) => `${name}\t${words}\n`).join('')}
          told={`${formatCounted(entries.length, 'line')} copied.`}
        />
        {more <= 0 ? null : (
          <span className="quiet">{`The first ${formatCount(entries.length)} are listed, ${formatCount(more)} more are not.`}</span>
        )}
      </div>
    </Unfold>
  );
}

function describeList({ id, name, entries }: ListImport['lists'][number]): LongListEntry {
  return {
    name: name === id ? id : `${name} · ${id}`,
    words: entries.map(describeEntry).join(', '),
  };
}

function describeEntry({
  id,
  before,
  after,
  position,
}: ListImport['lists'][number]['entries'][number]): string {
  if (after === 'suggested') return `${id} no longer ${before}`;
  if (after === 'pinned') return `${id} ${before === 'pinned' ? 'moved to' : 'pinned at'} ${position}`;
  return `${id} ${after}`;
}
