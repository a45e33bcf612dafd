import type { PresetDescription } from '../../../contract/exports.ts';
import { useCall } from '../../api/useCall.ts';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { TextField } from '../../components/controls/TextField.tsx';
import { fieldName } from '../products/fieldName.ts';
import type { ExportPlan, ShopPlan } from './exportPlan.ts';

interface ShopChoicesProps {
  readonly plan: ExportPlan;
  readonly onChange: (plan: ExportPlan) => void;
  readonly fields: readonly string[];
  readonly catalogName: string;
}

/** How the engine calls a product's own id among the fields. */
const ownId = 'id';

/** Ways to part handles that are in use. */
const separators = ['; ', ';', ', ', ',', '|'];

/** Which shop system, how it knows the products, how many it is given, and how the file gets there. */
export function ShopChoices({ plan, onChange, fields, catalogName }: ShopChoicesProps) {
  const presets = useCall('lists.presets', {}).data?.presets ?? [];
  const { shop } = plan;
  const preset = presets.find((each) => each.preset === shop.preset);
  if (preset === undefined) return null;
  const choose = (change: Partial<ShopPlan>): void => onChange({ ...plan, shop: { ...shop, ...change } });

  return (
    <>
      <Select
        label="Shop system"
        value={shop.preset}
        options={presets.map((each) => ({ value: each.preset, label: each.title }))}
        // What was chosen for another shop says nothing of this one.
        onChange={(value) =>
          choose({ preset: value, type: 'substitute', key: null, separator: null, shopCatalog: null })
        }
      />
      <Select
        label={`Its ${preset.keyWord} is in`}
        value={shop.key ?? preset.key}
        options={keyOptions(fields)}
        onChange={(key) => choose({ key })}
      />
      <NumberField
        label="At most"
        value={Math.min(plan.top, preset.most)}
        min={1}
        max={preset.most}
        onChange={(top) => onChange({ ...plan, top })}
      />
      <Select
        label="Lists"
        value={shop.type}
        options={preset.types.map(({ type }) => ({ value: type, label: nameType(type) }))}
        onChange={(type) => choose({ type })}
      />
      {preset.separator === null ? null : (
        <Select
          label="Between handles"
          value={shop.separator ?? preset.separator}
          options={separators.map((value) => ({ value, label: nameSeparator(value) }))}
          onChange={(separator) => choose({ separator })}
        />
      )}
      {!preset.namesCatalog ? null : (
        <TextField
          label="The catalog’s id there"
          value={shop.shopCatalog ?? catalogName}
          onChange={(shopCatalog) => choose({ shopCatalog })}
        />
      )}
      <p className="export-note quiet">{noteFor(preset, shop.type)}</p>
    </>
  );
}

function keyOptions(fields: readonly string[]): { value: string; label: string }[] {
  const own = fields.includes(ownId) ? [] : [{ value: ownId, label: 'Product id' }];
  return [...own, ...fields.map((value) => ({ value, label: fieldName(value) }))];
}

function nameType(type: string): string {
  if (type === 'substitute') return 'Look-alikes';
  const words = type.replaceAll('-', ' ');
  return type === 'cross-sell' || type === 'up-sell'
    ? `${type[0]?.toUpperCase()}${type.slice(1)}`
    : `${words[0]?.toUpperCase()}${words.slice(1)}`;
}

function nameSeparator(separator: string): string {
  return separator.endsWith(' ') ? `“${separator.trim()}” and a blank` : `“${separator}”`;
}

/** What to do there; and that lists beyond look-alikes hold decisions alone. */
function noteFor({ note }: PresetDescription, type: string): string {
  return type === 'substitute' ? note : `Only what was accepted or pinned for these lists leaves. ${note}`;
}
