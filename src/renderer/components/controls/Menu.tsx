import { type ReactElement, type ReactNode, useRef } from 'react';
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
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

export interface PointMenuProps {
  readonly label: string;
  /** Where it opens, in the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly entries: readonly MenuEntry[];
  onClose(): void;
}

/** A menu of actions where the pointer was: it is open for as long as it is rendered. */
export function PointMenu({ label, at, entries, onClose }: PointMenuProps) {
  const point = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={point} className="menu-point" style={{ left: at.x, top: at.y }} aria-hidden />
      <Popover
        className="menu-popover"
        triggerRef={point}
        aria-label={label}
        isOpen
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
        placement="bottom start"
        offset={0}
      >
        <AriaMenu className="menu" aria-label={label} autoFocus="first" onClose={onClose}>
          {entries.map(renderEntry)}
        </AriaMenu>
      </Popover>
    </>
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
  // Without slots for its parts the item is named by all that is seen in it, as a system's menu names it.
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
        <span className="one-line">
          {entry.label}
          {entry.isChosen === true ? <span className="screen-reader-only">, chosen</span> : null}
        </span>
        {entry.description === undefined ? null : (
          <span className="menu-description one-line">{entry.description}</span>
        )}
      </span>
      {entry.shortcut === undefined ? null : <kbd className="menu-key">{entry.shortcut}</kbd>}
    </MenuItem>
  );
}
