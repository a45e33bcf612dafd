import { ImageUp, Keyboard, Settings, Stethoscope } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../components/controls/IconButton.tsx';
import { Menu } from '../components/controls/Menu.tsx';
import { imageFileTypes, searchByImage } from '../features/search/searchByImage.ts';
import { diagnosticsSheet, settingsSheet, shortcutsSheet } from '../features/settings/settingsSheets.ts';

/** What is needed now and then: an image from outside, settings, diagnostics, the keys. */
export function MoreMenu() {
  const fileInput = useRef<HTMLInputElement>(null);
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
          {
            key: 'image',
            label: 'Look-alikes of an image file…',
            icon: <ImageUp size={14} />,
            run: () => fileInput.current?.click(),
          },
          { key: 'line', separator: true },
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
