import { SquareArrowOutUpRight } from 'lucide-react';
import type { Blocked } from '../../../contract/exports.ts';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { Unfold } from '../../components/layout/Unfold.tsx';
import { openProduct } from '../../shell/navigation.ts';
import { useSheets } from '../../shell/sheets.ts';
import { LongList } from '../imports/report/LongList.tsx';

interface BlockedProductsProps {
  readonly blocked: readonly Blocked[];
  readonly total: number;
}

/** Products that a file for a shop leaves out, as sources and as recommendations, each with its reason. */
export function BlockedProducts({ blocked, total }: BlockedProductsProps) {
  const close = useSheets((state) => state.close);
  if (total === 0) return null;
  return (
    <Unfold
      title={`${formatCounted(total, 'product')} blocked`}
      summary={
        blocked.length < total
          ? `the first ${formatCount(blocked.length)} with their reasons`
          : 'left out of the file, with the reasons'
      }
    >
      <LongList
        label="Blocked products"
        entries={blocked.map(({ id, reason }) => ({ name: id, words: reason }))}
        renderAction={({ name }) => (
          <IconButton
            label={`Open product ${name}`}
            onPress={() => {
              close();
              openProduct(name);
            }}
          >
            <SquareArrowOutUpRight size={16} aria-hidden />
          </IconButton>
        )}
      />
    </Unfold>
  );
}
