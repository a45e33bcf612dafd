import { SlidersHorizontal } from 'lucide-react';
import { memo } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Settings } from '../../../../contract/settings.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { offeredMetric } from '../../../shell/metricOptions.ts';
import { useSettings } from '../../../shell/settings.ts';
import { useIsSmallerThan } from '../../../shell/useWindowSize.ts';
import { fieldName } from '../../products/fieldName.ts';
import { ResultsControls, type ResultsControlsProps } from './ResultsControls.tsx';
import './ResultsBar.css';

/** Smaller, and the controls would leave the pictures less than half of their column. */
const controlsFit = { width: 900, height: 600 };

/** What decides which look-alikes are shown: in sight where there is room, behind a button that sums it up elsewhere. */
export const ResultsBar = memo(function ResultsBar(props: ResultsControlsProps) {
  const [settings] = useSettings();
  const isSmall = useIsSmallerThan(controlsFit);
  if (!isSmall) {
    return (
      <div className="results-bar">
        <ResultsControls {...props} />
      </div>
    );
  }
  return (
    <div className="results-bar">
      <DialogTrigger>
        <Button variant="quiet" icon={<SlidersHorizontal size={14} aria-hidden />}>
          {inWords(props, settings)}
        </Button>
        <Popover className="results-popover" placement="bottom start" offset={4}>
          <Dialog className="results-popover-frame" aria-label="Which look-alikes">
            <ResultsControls {...props} />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
});

/** "50 by cosine · same article type, gender". */
function inWords({ address, found }: ResultsControlsProps, settings: Settings): string {
  const metric = offeredMetric(address.metric ?? settings.metric);
  const same = address.same.map((field) => fieldName(field).toLowerCase()).join(', ');
  const order = found?.isLearned === true ? ', learned order' : '';
  return `${address.k ?? settings.k} by ${metric}${order}${same === '' ? '' : ` · same ${same}`}`;
}
