import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  Header,
  Keyboard,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from 'react-aria-components';
import './Menu.css';

export type MenuEntry =
  | {
      readonly key: string;
      readonly label: string;
      readonly description?: string;
      readonly shortcut?: string;
      readonly icon?: ReactNode;
      readonly isDisabled?: boolean;
      /** Draws a tick in front: for the chosen one of several. */
      readonly isChosen?: boolean;
      run(): void;
    }
  | { readonly key: string; readonly separator: true }
  | { readonly key: string; readonly heading: string };

export interface MenuProps {
  readonly label: string;
  /** The button that opens it: a Button or an IconButton. */
  readonly trigger: ReactElement;
  readonly entries: readonly MenuEntry[];
}

/** A menu of actions under a button. */
export function Menu({ label, trigger, entries }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="menu-popover" offset={4}>
        <AriaMenu className="menu" aria-label={label}>
          {entries.map(renderEntry)}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function renderEntry(entry: MenuEntry): ReactElement {
  if ('separator' in entry) return <Separator key={entry.key} className="menu-separator" />;
  if ('heading' in entry) {
    return (
      <MenuSection key={entry.key}>
        <Header className="menu-heading">{entry.heading}</Header>
      </MenuSection>
    );
  }
  // The description and the key are spoken as descriptions; hidden, they are not part of the name too.
  return (
    <MenuItem
      key={entry.key}
      id={entry.key}
      textValue={entry.label}
      isDisabled={entry.isDisabled ?? false}
      onAction={() => entry.run()}
      className="menu-item"
    >
      <span className="menu-mark" aria-hidden>
        {entry.isChosen === true ? '✓' : entry.icon}
      </span>
      <span className="menu-words">
        <Text slot="label" className="one-line">
          {entry.label}
        </Text>
        {entry.description === undefined ? null : (
          <Text slot="description" aria-hidden className="menu-description one-line">
            {entry.description}
          </Text>
        )}
      </span>
      {entry.shortcut === undefined ? null : (
        <Keyboard aria-hidden className="menu-key">
          {entry.shortcut}
        </Keyboard>
      )}
    </MenuItem>
  );
}
