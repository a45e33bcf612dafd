import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NamedList } from '../../../../contract/imports.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { formatCount, formatCounted } from '../../../components/format.ts';
import { Unfold } from '../../../components/layout/Unfold.tsx';
import { CopyButton } from './CopyButton.tsx';
import { downloadText } from './downloadText.ts';
import { LongList } from './LongList.tsx';
import { describeEntry, titleOf, writeNames, writeNamesCsv } from './namedWords.ts';

interface NamedNamesProps {
  readonly list: NamedList;
  readonly renderFileAction?: (path: string) => ReactNode;
}

/** A number of the report, with the names behind it to open and to copy. */
export function NamedNames({ list, renderFileAction }: NamedNamesProps) {
  const { entries, total } = list;
  const more = total - entries.length;
  return (
    <Unfold title={titleOf(list)}>
      <LongList
        label={titleOf(list)}
        entries={entries.map((entry) => ({
          ...describeEntry(entry),
          path: entry.line === undefined ? entry.name : null,
        }))}
        renderAction={({ path }) => (path === null ? null : renderFileAction?.(path))}
      />
      <div className="import-line">
        <CopyButton
          label={more > 0 ? `Copy the first ${formatCount(entries.length)}` : 'Copy all'}
          text={() => writeNames(list)}
          told={`${formatCounted(entries.length, 'name')} copied.`}
        />
        <Button
          icon={<Download size={14} aria-hidden />}
          onPress={() => downloadText(`${list.what}.csv`, 'text/csv', writeNamesCsv(list))}
        >
          Export as CSV
        </Button>
        {more <= 0 ? null : (
          <span className="quiet">{`The first ${formatCount(entries.length)} are listed, ${formatCount(more)} more are not.`}</span>
        )}
      </div>
    </Unfold>
  );
}
