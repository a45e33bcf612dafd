import { ImageOff, Images } from 'lucide-react';
import type { Catalog } from '../../../contract/catalogs.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { showImportSheet } from '../imports/importIntent.ts';
import { useImportJob } from '../imports/useImportJob.ts';

/** What is seen where the catalog has no product: the way to the first ones, or that they are coming. */
export function EmptyLibrary({ catalog }: { readonly catalog: Catalog }) {
  const { progress } = useImportJob();
  if (progress !== null) {
    return (
      <EmptyState
        icon={<Images size={40} />}
        title="The first products are on their way"
        actions={<Button onPress={() => showImportSheet()}>Show the import</Button>}
      >
        They appear here as they are imported; you can browse and search while it runs.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={catalog.images > 0 ? <ImageOff size={40} /> : <Images size={40} />}
      title="No products yet"
      actions={
        <Button variant="primary" onPress={() => showImportSheet()}>
          Import a folder…
        </Button>
      }
    >
      Import a folder of product images; you can browse and search while it runs.
    </EmptyState>
  );
}
