import { ArrowUp, File, Folder } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import {
  Breadcrumb,
  Breadcrumbs,
  Button,
  Group,
  Link,
  ListBox,
  ListBoxItem,
  ListLayout,
  Text,
  Virtualizer,
} from 'react-aria-components';
import { queryClient } from '../../api/queries.ts';
import { useCall } from '../../api/useCall.ts';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { countPlace, isChoosable, lastPart, listEntries, stepsTo } from './browsePath.ts';
import { PathField } from './PathField.tsx';
import './BrowsePane.css';

export interface BrowsePaneProps {
  /** Endings of the files that can be chosen; none: only folders are listed. */
  readonly extensions: readonly string[];
  readonly roots: readonly string[];
  readonly startPath?: string;
  /** Called with every folder that is shown. */
  readonly onShow: (path: string) => void;
  readonly onChooseFile?: (path: string) => void;
}

const rowHeightPx = 32;
/** The browser host lists no more files of a folder than these. */
const filesListed = 1000;

/** Walks the folders that the browser host may show: by mouse, arrows and letters, or by typing a path. */
export function BrowsePane({ extensions, roots, startPath, onShow, onChooseFile }: BrowsePaneProps) {
  const [wanted, setWanted] = useState(startPath);
  /** How often a place was gone to: the same path may be, again. */
  const [visit, setVisit] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const { data, error, isPlaceholderData } = useCall(
    'host.browse',
    wanted === undefined ? {} : { path: wanted },
    { keepPrevious: true },
  );
  /** The last folder that could be shown stays in sight where the wanted one cannot. */
  const [lastPlace, setLastPlace] = useState(data);
  if (data !== undefined && data !== lastPlace) setLastPlace(data);
  /** Where the very first folder that was asked for cannot be shown, the one that would have been. */
  const home = useCall('host.browse', startPath === undefined ? {} : { path: startPath }, {
    enabled: error !== null && lastPlace === undefined,
  });
  const place = data ?? lastPlace ?? home.data;
  /** What stands in the path field and is not the folder shown: being typed, or gone to in vain. */
  const [typed, setTyped] = useState<string | null>(null);

  // No event tells that a folder changed: the next time it is read anew.
  useEffect(() => () => queryClient.removeQueries({ queryKey: ['host.browse'] }), []);

  const shownPath = place?.path;
  const tellPath = useEffectEvent(onShow);
  useEffect(() => {
    if (shownPath !== undefined && !isPlaceholderData) tellPath(shownPath);
  }, [shownPath, isPlaceholderData]);

  const arrival = data === undefined || isPlaceholderData ? null : visit;
  /** The visit whose place is shown. */
  const [arrived, setArrived] = useState(0);
  if (arrival !== null && arrival !== arrived) setArrived(arrival);

  const takeFile = useEffectEvent(() => {
    const file = data?.file ?? null;
    if (file !== null && isChoosable(file, extensions)) onChooseFile?.(file);
  });
  /** Whoever types a path already is not interrupted. */
  const takeFocus = useEffectEvent(() => {
    if (typed === null) focusFirstEntry(list.current);
  });
  useEffect(() => {
    if (arrival === null) return;
    takeFile();
    // The list may take the focus before it has drawn an entry: then it keeps it for itself.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => takeFocus()));
    return () => cancelAnimationFrame(frame);
  }, [arrival]);

  function goTo(path: string) {
    setWanted(path);
    setTyped(null);
    setVisit(visit + 1);
  }

  function goUp() {
    if (place?.parent) goTo(place.parent);
  }

  function walkByKey(event: KeyboardEvent) {
    const isUp = event.key === 'Backspace' || (event.altKey && event.key === 'ArrowUp');
    if (!isUp) return;
    event.preventDefault();
    goUp();
  }

  const entries = place === undefined ? [] : listEntries(place, extensions);
  const otherRoots = roots.length > 1 ? roots : [];

  return (
    <div className="browse">
      {otherRoots.length === 0 ? null : (
        <Group className="browse-roots" aria-label="Places">
          {otherRoots.map((root) => (
            <Button key={root} className="browse-root one-line" onPress={() => goTo(root)}>
              {root}
            </Button>
          ))}
        </Group>
      )}
      <div className="browse-bar">
        <IconButton label="Up" shortcut="Backspace" isDisabled={!place?.parent} onPress={goUp}>
          <ArrowUp size={16} aria-hidden />
        </IconButton>
        <Breadcrumbs className="browse-steps" aria-label="Folder">
          {stepsTo(shownPath ?? '', roots).map((step) => (
            <Breadcrumb key={step.path} className="browse-step">
              <Link onPress={() => goTo(step.path)}>{step.label}</Link>
            </Breadcrumb>
          ))}
        </Breadcrumbs>
      </div>
      {error === null ? null : <ErrorNote title="This folder cannot be shown" failure={error} />}
      {data?.file == null || extensions.length === 0 || isChoosable(data.file, extensions) ? null : (
        <p className="browse-refused" role="alert">
          {`${lastPart(data.file)} cannot be used here: choose a file that ends in ${extensions.map((each) => `.${each}`).join(', ')}.`}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Backspace goes up, as in a file manager; the Up button does the same. */}
      <div className="browse-list-frame" onKeyDown={walkByKey} data-stale={isPlaceholderData}>
        {entries.length === 0 ? (
          // An empty list box that is told to take the focus never lets go of it: this takes its place.
          // Anew once the folder was read: a sheet that is opening takes the focus from what stands there before.
          <NothingHere key={place === undefined ? 'reading' : arrived} takesFocus={typed === null}>
            {place === undefined
              ? 'Reading…'
              : extensions.length === 0
                ? 'No sub-folders here.'
                : 'No sub-folders and no such files here.'}
          </NothingHere>
        ) : (
          <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: rowHeightPx }}>
            <ListBox
              // A new list per visit: the focus goes to its first entry, unless a path is being typed.
              key={arrived}
              ref={list}
              autoFocus={typed === null ? 'first' : false}
              className="browse-list"
              aria-label={extensions.length === 0 ? 'Sub-folders' : 'Sub-folders and files'}
              items={entries.map((entry) => ({ id: entry.path, ...entry }))}
              onAction={(key) => {
                const entry = entries.find((each) => each.path === key);
                if (entry?.kind === 'folder') goTo(entry.path);
                else if (entry?.kind === 'file') onChooseFile?.(entry.path);
              }}
            >
              {(entry) => (
                <ListBoxItem className="browse-entry" textValue={entry.name}>
                  {entry.kind === 'folder' ? (
                    <Folder size={16} aria-hidden />
                  ) : (
                    <File size={16} aria-hidden />
                  )}
                  <Text slot="label" className="one-line">
                    {entry.name}
                  </Text>
                </ListBoxItem>
              )}
            </ListBox>
          </Virtualizer>
        )}
      </div>
      <div className="browse-foot">
        <p className="quiet" aria-live="polite">
          {place === undefined ? '' : describePlace(place)}
        </p>
        <PathField
          path={(error === null ? shownPath : wanted) ?? ''}
          typed={typed}
          onType={setTyped}
          onGo={goTo}
        />
      </div>
    </div>
  );
}

interface NothingHereProps {
  readonly takesFocus: boolean;
  readonly children: ReactNode;
}

/** Stands where the list would, with the focus when it comes, so that Backspace and Tab go on from here. */
function NothingHere({ takesFocus, children }: NothingHereProps) {
  const [isTaking] = useState(takesFocus);
  return (
    <p ref={isTaking ? takeFocus : undefined} tabIndex={-1} className="browse-list browse-empty">
      {children}
    </p>
  );
}

function focusFirstEntry(list: HTMLElement | null): void {
  if (list !== null && list === document.activeElement)
    list.querySelector<HTMLElement>('[role="option"]')?.focus();
}

function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}

function describePlace(place: Parameters<typeof countPlace>[0]): string {
  const { folders, images, csvFiles } = countPlace(place);
  const more = place.files.length >= filesListed ? ' or more' : '';
  const parts: string[] = [];
  if (folders > 0) parts.push(formatCounted(folders, 'folder'));
  if (images > 0) parts.push(`${formatCounted(images, 'image')}${more}`);
  if (csvFiles > 0) parts.push(formatCounted(csvFiles, 'CSV file'));
  if (parts.length === 0) return 'Nothing here that Twinset reads';
  return `Here: ${parts.join(' · ')}`;
}
