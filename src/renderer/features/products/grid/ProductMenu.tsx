import { Copy, FolderSearch, ImageIcon, ScanSearch } from 'lucide-react';
import { client, transport } from '../../../api/client.ts';
import { type MenuEntry, PointMenu } from '../../../components/controls/Menu.tsx';
import { formatCount } from '../../../components/format.ts';
import { useAddress } from '../../../shell/navigation.ts';
import { productActions, showsHidden } from '../../../shell/productActions.ts';
import { announce, tellFailure } from '../../../shell/toasts.ts';
import { copyImage } from './copyImage.ts';

export interface ProductMenuProps {
  readonly id: string;
  /** What is meant by actions that can be done with several products: this one, with all that is selected with it. */
  readonly ids?: readonly string[];
  readonly imageId: string | null;
  readonly at: { readonly x: number; readonly y: number };
  /** What can be done with it here alone. */
  readonly more?: readonly MenuEntry[];
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** What can be done with one product, where the pointer is. */
export function ProductMenu({ id, ids = [id], imageId, at, more = [], onOpen, onClose }: ProductMenuProps) {
  const areHidden = showsHidden(useAddress().view);
  const entries: readonly MenuEntry[] = [
    { key: 'open', label: 'See look-alikes', shortcut: 'Enter', icon: <ScanSearch size={14} />, run: onOpen },
    ...more,
    { key: 'line', separator: true },
    ...productActions(areHidden).map(({ key, label, letter, icon: Icon, run }) => ({
      key,
      label: ids.length === 1 ? label : `${label} (${formatCount(ids.length)})`,
      shortcut: letter,
      icon: <Icon size={14} />,
      run: () => run(ids),
    })),
    { key: 'actions-line', separator: true },
    {
      key: 'copy-id',
      label: 'Copy id',
      icon: <Copy size={14} />,
      run: () => void tell('Id copied.', () => navigator.clipboard.writeText(id)),
    },
    {
      key: 'copy-image',
      label: 'Copy image',
      icon: <ImageIcon size={14} />,
      isDisabled: imageId === null,
      run: () => void tell('Image copied.', async () => imageId !== null && copyImage(imageId)),
    },
    ...(transport.kind === 'electron'
      ? [
          {
            key: 'show',
            label: 'Show in folder',
            icon: <FolderSearch size={14} />,
            run: () => void tell(null, () => showInFolder(id)),
          },
        ]
      : []),
  ];
  return <PointMenu label={`Product ${id}`} at={at} entries={entries} onClose={onClose} />;
}

async function showInFolder(id: string): Promise<void> {
  const { images } = await client.call('products.get', { id });
  const image = images.find(({ state }) => state !== 'missing') ?? images[0];
  if (image !== undefined) await client.call('host.showFile', { path: `${image.folder}/${image.path}` });
}

async function tell(done: string | null, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
    if (done !== null) announce(done);
  } catch (thrown) {
    tellFailure('This did not work.', thrown);
  }
}
