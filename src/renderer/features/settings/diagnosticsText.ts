/** The diagnostics page as plain text, for a message to whoever helps. */
import type { HostInfo } from '../../../contract/host.ts';
import type { Diagnostics } from '../../../contract/settings.ts';
import { formatBytes, formatCount } from '../../components/format.ts';
import { describeFiles, describeProducts, describeReading } from './inventoryWords.ts';

/** Lines of "name: value" under headings; nothing that is not on the page. */
export function writeDiagnosticsText(diagnostics: Diagnostics, host: HostInfo | null): string {
  const { machine, runtime, catalog } = diagnostics;
  const sections: [string, string[]][] = [
    [
      'Twinset',
      [...(host === null ? [] : [`host: ${host.kind} ${host.version}`]), ...pairs(diagnostics.versions)],
    ],
    [
      'Machine',
      [
        `platform: ${machine.platform}`,
        `processor: ${machine.processor}`,
        `cores: ${machine.cores}`,
        `memory: ${formatBytes(machine.memoryBytes)}`,
      ],
    ],
    ['Backends', diagnostics.backends.map(describeBackend)],
    ['Embedding', runtime === null ? ['nothing embedded yet'] : describeRuntime(runtime)],
    [
      'Catalog',
      catalog === null
        ? ['none open']
        : [
            ...(catalog.address === undefined ? [] : [`address: ${catalog.address}`]),
            `folder: ${catalog.folder}`,
            `products: ${describeProducts(catalog)}`,
            `embeddings: ${formatCount(catalog.embeddings)}`,
            `files: ${describeFiles(catalog)}`,
            `searches: ${describeReading(catalog)}`,
          ],
    ],
    ['Data', [`folder: ${diagnostics.dataFolder}`]],
    ['Last errors', diagnostics.errors.length === 0 ? ['none'] : diagnostics.errors.flatMap(describeError)],
  ];
  return sections
    .map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n\n');
}

function pairs(record: Record<string, string>): string[] {
  return Object.entries(record).map(([name, value]) => `${name}: ${value}`);
}

function describeBackend(backend: Diagnostics['backends'][number]): string {
  const state = backend.isAvailable ? 'available' : 'not available';
  return `${backend.engine}: ${state}${backend.note === null ? '' : ` (${backend.note})`}`;
}

function describeRuntime(runtime: NonNullable<Diagnostics['runtime']>): string[] {
  return [
    `backend: ${runtime.engine}`,
    `precision: ${runtime.precision}`,
    `model: ${runtime.model}`,
    `space: ${runtime.space}`,
    `pooling: ${runtime.pooling}`,
    `input size: ${runtime.inputSize}`,
    ...runtime.notes.map((note) => `note: ${note}`),
  ];
}

function describeError(error: Diagnostics['errors'][number]): string[] {
  const detail = error.detail === null ? [] : error.detail.split('\n').map((line) => `    ${line}`);
  return [`${error.at} ${error.message}`, ...detail];
}
