import { useEffect } from 'react';
import { followEngine } from '../api/queries.ts';
import { useCall } from '../api/useCall.ts';
import { Button } from '../components/controls/Button.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { StartScreen } from '../features/catalogs/StartScreen.tsx';
import { useTellInterrupted } from '../features/jobs/useTellInterrupted.ts';
import { useSettings } from '../shell/settings.ts';
import { DropOverlay } from './incoming/DropOverlay.tsx';
import { useHostCommands } from './incoming/useHostCommands.ts';
import { usePastedImage } from './incoming/usePastedImage.ts';
import { Sheets } from './Sheets.tsx';
import { Shell } from './Shell.tsx';
import { Toasts } from './Toasts.tsx';
import { useFreshStart } from './useFreshStart.ts';
import { useKeptFocus } from './useKeptFocus.ts';
import { useTheme } from './useTheme.ts';
import { useWindowShortcuts } from './useWindowShortcuts.ts';
import './App.css';

export function App() {
  const [settings] = useSettings();
  useTheme(settings.theme);
  useEffect(() => followEngine(), []);
  useHostCommands();
  usePastedImage();
  useKeptFocus();
  useWindowShortcuts();
  useTellInterrupted();
  return (
    <>
      <Content />
      <Sheets />
      <Toasts />
      <DropOverlay />
    </>
  );
}

/** The window's shape, before the engine has said what is open. */
function Waiting() {
  return (
    <main className="app-waiting" aria-busy="true">
      <h1 className="screen-reader-only">Twinset is starting</h1>
      <div className="app-waiting-bar" />
      <div className="app-waiting-pane" />
      <div className="app-waiting-pictures" />
      <div className="app-waiting-pane" />
      <div className="app-waiting-bar" />
    </main>
  );
}

function Content() {
  const current = useCall('catalogs.current', {});
  // Not before it is known how wide and how light everything is: it would be drawn twice.
  const settings = useCall('settings.get', {});
  useFreshStart(current.data === undefined ? undefined : (current.data.catalog?.folder ?? null));
  if (current.isPending || settings.isPending) return <Waiting />;
  if (current.isError) {
    return (
      <main className="app-failed">
        <ErrorNote
          title="Twinset could not be reached."
          failure={current.error}
          actions={<Button onPress={() => void current.refetch()}>Try again</Button>}
        />
      </main>
    );
  }
  const { catalog } = current.data;
  // Another catalog is another world: nothing of the old one's state stays on screen.
  return catalog === null ? <StartScreen /> : <Shell key={catalog.folder} catalog={catalog} />;
}
