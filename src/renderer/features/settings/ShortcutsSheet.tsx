import { Fragment } from 'react';
import { useCall } from '../../api/useCall.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { registeredPages } from '../../shell/pages.ts';
import { useSheets } from '../../shell/sheets.ts';
import { isMac, type Shortcut } from '../../shell/shortcuts.ts';
import { everywhere, nameOfKey } from './shortcutList.ts';
import './ShortcutsSheet.css';

/** The table of keys, with this machine's modifier. */
export function ShortcutsSheet() {
  const close = useSheets((state) => state.close);
  const platform = useCall('host.info', {}).data?.platform;
  const hasMacKeys = platform === undefined ? isMac : platform === 'darwin';
  const groups = [everywhere, ...registeredPages().flatMap((page) => page.shortcuts ?? [])];
  return (
    <Sheet title="Keyboard shortcuts" size="large" onClose={close}>
      <ScrollRegion className="shortcuts" label="The keys">
        {groups.map((group) => (
          <table key={group.title} className="shortcuts-group">
            <caption>{group.title}</caption>
            <tbody>
              {group.shortcuts.map((shortcut) => (
                <tr key={shortcut.does}>
                  <th scope="row">{shortcut.does}</th>
                  <td>
                    <Keys shortcut={shortcut} hasMacKeys={hasMacKeys} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </ScrollRegion>
      <p className="quiet shortcuts-note">Single letters act only while no text field has the focus.</p>
    </Sheet>
  );
}

function Keys({ shortcut, hasMacKeys }: { readonly shortcut: Shortcut; readonly hasMacKeys: boolean }) {
  return shortcut.keys.map((combination, at) => (
    <Fragment key={combination.join(' ')}>
      {at === 0 ? null : <span className="screen-reader-only"> or </span>}
      <span className="shortcut-keys">
        {combination.map((key) => (
          <kbd key={key}>{nameOfKey(key, hasMacKeys)}</kbd>
        ))}
      </span>
    </Fragment>
  ));
}
