import { Button } from '../../components/controls/Button.tsx';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { useMetricOptions } from '../../shell/metricOptions.ts';
import { navigate } from '../../shell/navigation.ts';
import { mostK, mostSample, type QualityAddress } from './qualityAddress.ts';
import {
  capitalise,
  type KnownEmbeddings,
  nameOfSetting,
  readSetting,
  settingOptions,
  usualSetting,
  writeSetting,
} from './settingWords.ts';

export interface QualityBarProps {
  readonly address: QualityAddress;
  readonly known: KnownEmbeddings;
  readonly measureLabel: string;
  readonly onMeasure: () => void;
}

/** What is looked at, and by which settings. */
export function QualityBar({ address, known, measureLabel, onMeasure }: QualityBarProps) {
  const { k, sample, setting, against } = address;
  const offered = settingOptions(known, useMetricOptions());
  // An address may name what is not offered here.
  const named = [setting, ...(against === null ? [] : [against])].map((each) => ({
    value: writeSetting(each),
    label: capitalise(nameOfSetting(each, known)),
  }));
  const options = [
    ...offered,
    ...named.filter(({ value }) => offered.every((option) => option.value !== value)),
  ];

  function change(changed: Partial<QualityAddress>): void {
    navigate<QualityAddress>({ ...address, ...changed }, { replace: true });
  }

  return (
    <div className="quality-bar">
      <h1>Quality</h1>
      <NumberField
        label="Look-alikes each"
        value={k}
        min={1}
        max={mostK}
        onChange={(count) => change({ k: count })}
      />
      <NumberField
        label="Products looked at"
        value={sample}
        min={1}
        max={mostSample}
        onChange={(count) => change({ sample: count })}
      />
      <Select
        label="Found by"
        value={writeSetting(setting)}
        options={options}
        onChange={(chosen) => change({ setting: readSetting(chosen) ?? usualSetting })}
      />
      <Select
        label="Against"
        value={against === null ? nothing : writeSetting(against)}
        options={[
          { value: nothing, label: 'Nothing' },
          ...options.filter(({ value }) => value !== writeSetting(setting)),
        ]}
        onChange={(chosen) => change({ against: chosen === nothing ? null : readSetting(chosen) })}
      />
      <Button variant="primary" onPress={onMeasure}>
        {measureLabel}
      </Button>
    </div>
  );
}

const nothing = 'nothing';
