import {
  Download,
  FileInput,
  FolderInput,
  ImageUp,
  Info,
  Keyboard,
  ListPlus,
  ListRestart,
  Settings,
  Settings2,
  Stethoscope,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { Menu, type MenuEntry } from '../../components/controls/Menu.tsx';
import { showImportSheet } from '../../features/imports/importIntent.ts';
import { driftSheet } from '../../features/lists/drift/driftSheet.ts';
import { generateSheet } from '../../features/lists/generate/generateSheet.ts';
import { importListsSheet } from '../../features/lists/importListsSheet.ts';
import { listKindsSheet } from '../../features/lists/kinds/listKindsSheet.ts';
import { imageFileTypes, searchByImage } from '../../features/search/searchByImage.ts';
import {
  aboutSheet,
  diagnosticsSheet,
  settingsSheet,
  shortcutsSheet,
} from '../../features/settings/settingsSheets.ts';
import { commandKey } from '../../shell/shortcuts.ts';
import { usePictureSize } from './usePictureSize.ts';

export interface MoreMenuProps {
  /** The toolbar has no room for the slider of the pictures' size. */
  readonly hasSize: boolean;
  /** Nor for these. */
  readonly hasImportAndExport: boolean;
  readonly onExport: () => void;
}

/** What is needed now and then, and what the toolbar has no room for. */
export function MoreMenu({ hasSize, hasImportAndExport, onExport }: MoreMenuProps) {
  const fileInput = useRef<HTMLInputElement>(null);
  const { enlarge, reduce } = usePictureSize();
  const importAndExport: readonly MenuEntry[] = [
    {
      key: 'import',
      label: 'Import…',
      icon: <FolderInput size={14} />,
      run: () => showImportSheet(),
    },
    {
      key: 'export',
      label: 'Export lists…',
      shortcut: `${commandKey}E`,
      icon: <Download size={14} />,
      run: onExport,
    },
  ];
  const size: readonly MenuEntry[] = [
    { key: 'larger', label: 'Larger pictures', shortcut: '+', icon: <ZoomIn size={14} />, run: enlarge },
    { key: 'smaller', label: 'Smaller pictures', shortcut: '−', icon: <ZoomOut size={14} />, run: reduce },
    { key: 'size-line', separator: true },
  ];
  return (
    <>
      <Menu
        label="More"
        trigger={
          <IconButton label="Settings and more">
            <Settings size={16} aria-hidden />
          </IconButton>
        }
        entries={[
          ...(hasImportAndExport ? importAndExport : []),
          {
            key: 'generate-lists',
            label: 'Generate lists…',
            icon: <ListPlus size={14} />,
            run: () => generateSheet.show({}),
          },
          {
            key: 'import-lists',
            label: 'Import lists…',
            icon: <FileInput size={14} />,
            run: () => importListsSheet.show({}),
          },
          {
            key: 'drift',
            label: 'Lists to look at again…',
            icon: <ListRestart size={14} />,
            run: () => driftSheet.show({}),
          },
          {
            key: 'kinds',
            label: 'Lists and stock…',
            icon: <Settings2 size={14} />,
            run: () => listKindsSheet.show({}),
          },
          {
            key: 'image',
            label: 'Look-alikes of an image file…',
            icon: <ImageUp size={14} />,
            run: () => fileInput.current?.click(),
          },
          { key: 'line', separator: true },
          ...(hasSize ? size : []),
          {
            key: 'settings',
            label: 'Settings…',
            icon: <Settings size={14} />,
            run: () => settingsSheet.show({}),
          },
          {
            key: 'shortcuts',
            label: 'Keyboard shortcuts',
            shortcut: '?',
            icon: <Keyboard size={14} />,
            run: () => shortcutsSheet.show({}),
          },
          {
            key: 'diagnostics',
            label: 'Diagnostics',
            icon: <Stethoscope size={14} />,
            run: () => diagnosticsSheet.show({}),
          },
          {
            key: 'about',
            label: 'About Twinset',
            icon: <Info size={14} />,
            run: () => aboutSheet.show({}),
          },
        ]}
      />
      <input
        ref={fileInput}
        type="file"
        hidden
        accept={imageFileTypes}
        aria-label="Image file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void searchByImage(file);
        }}
      />
    </>
  );
}
