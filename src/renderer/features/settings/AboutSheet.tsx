import { useState } from 'react';
import type { About } from '../../../contract/settings.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Segments } from '../../components/controls/Segments.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { readChangelog } from './readChangelog.ts';
import './AboutSheet.css';

const parts = [
  { value: 'news', label: 'What is new' },
  { value: 'licences', label: 'Licences' },
] as const;

/** Which Twinset this is, what came with it, and on whose work it stands. */
export function AboutSheet() {
  const close = useSheets((state) => state.close);
  const [part, setPart] = useState<'news' | 'licences'>('news');
  const { data, error } = useCall('settings.about', {});
  return (
    <Sheet
      title="About Twinset"
      size="medium"
      onClose={close}
      footer={
        <Button variant="primary" autoFocus onPress={close}>
          Done
        </Button>
      }
    >
      {error === null ? null : <ErrorNote title="The engine does not say" failure={error} />}
      {data === undefined ? null : (
        <>
          <p className="about-version">
            <strong>Twinset {data.version}</strong> finds look-alike products in a catalog of images. It works
            on this machine alone: no picture leaves it, nothing is counted, and it does not update itself.
          </p>
          <Segments label="Show" isLabelHidden options={parts} value={part} onChange={setPart} />
          {part === 'news' ? (
            <ScrollRegion className="about-part" label="What is new">
              <News text={data.changelog} />
            </ScrollRegion>
          ) : (
            <Licences licences={data.licences} />
          )}
        </>
      )}
    </Sheet>
  );
}

function News({ text }: { readonly text: string }) {
  const releases = readChangelog(text);
  if (releases.length === 0)
    return <p className="quiet">This installation came without a list of changes.</p>;
  return releases.map((release) => (
    <section key={release.title} className="about-release">
      <h3 className="about-release-title">{release.title}</h3>
      {release.parts.map((part) => (
        <section key={part.title}>
          <h4 className="about-title">{part.title}</h4>
          <ul className="about-points">
            {part.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  ));
}

function Licences({ licences }: { readonly licences: About['licences'] }) {
  if (licences.length === 0) return <p className="quiet">This installation came without its licences.</p>;
  return (
    <div className="about-part">
      {licences.map(({ name, version, licence, text, file }) => (
        <details key={`${name} ${version} ${licence}`} className="about-licence">
          <summary>
            {name} <span className="quiet">{version}</span>
            <span className="about-licence-name quiet">{licence}</span>
          </summary>
          {text === null ? (
            <p className="quiet">Its words are in {file ?? 'the installation'}.</p>
          ) : (
            <pre>{text}</pre>
          )}
        </details>
      ))}
    </div>
  );
}
