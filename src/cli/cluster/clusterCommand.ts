/** `twinset cluster [publish|embed|thumbnails|doctor]`: a catalog that a team shares on an OpenSearch cluster. */
import { type Command, Option } from 'commander';
import {
  type ClusterCheck,
  type GraphKind,
  graphKinds,
  type Publication,
  type ThumbnailPlace,
} from '../../contract/cluster.ts';
import { followJob, resultOf } from '../followJob.ts';
import {
  addConnectionOptions,
  addEmbeddingOptions,
  addOutputOptions,
  type CatalogWords,
  catalogOption,
  connectionFrom,
  type EmbeddingWords,
  embeddingFrom,
  type OutputOptions,
  whole,
} from '../options.ts';
import { formatCount, formatTable, printResult } from '../print.ts';
import { withCatalog, withEngine } from '../withEngine.ts';
import { describeEmbedding } from './embedWords.ts';
import { addThumbnailsCommand, keysOption, readPlace } from './thumbnailsCommand.ts';

interface ConnectionWords extends OutputOptions {
  readonly ca?: string;
  readonly credentials?: string;
}

interface EmbedWords extends CatalogWords, EmbeddingWords {}

interface PublishWords extends ConnectionWords {
  readonly catalog: string;
  readonly to: string;
  readonly shards?: number;
  readonly replicas?: number;
  readonly graph?: GraphKind;
  readonly thumbnails?: ThumbnailPlace;
  readonly keys?: string;
}

export function addClusterCommand(program: Command): void {
  const cluster = program
    .command('cluster')
    .description('a catalog that a team shares on an OpenSearch cluster');
  const publish = addConnectionOptions(
    cluster
      .command('publish')
      .description('send a catalog of this machine there; again, it sends what changed')
      .addOption(catalogOption())
      .requiredOption('--to <url>', 'where to: https://host/index')
      .addOption(
        new Option('--shards <n>', 'parts of new indices; default: by size').argParser(whole(1, 1024)),
      )
      .addOption(
        new Option('--replicas <n>', 'copies beside the first; default: 1 where there are nodes').argParser(
          whole(0, 10),
        ),
      )
      .addOption(
        new Option(
          '--graph <kind>',
          'of a new index: embeddings as they are, or a byte a number, in a quarter of the memory; default: float',
        ).choices(graphKinds),
      )
      .addOption(
        new Option(
          '--thumbnails <place>',
          'where pictures are: "index" in the cluster, a folder that all machines reach, or the address of an object store; default: where they are, else index',
        ).argParser(readPlace),
      )
      .addOption(keysOption()),
  );
  addOutputOptions(publish).action(runPublish);
  const embed = cluster
    .command('embed')
    .description('embed all of a shared catalog otherwise, for everybody; again, it goes on')
    .addOption(catalogOption());
  addOutputOptions(addEmbeddingOptions(embed)).action(runEmbed);
  addThumbnailsCommand(cluster);
  const doctor = addConnectionOptions(
    cluster
      .command('doctor')
      .description('look at the cluster and the catalog there, and say what to do')
      .argument('<url>', 'https://host/index'),
  );
  addOutputOptions(doctor).action(runDoctor);
}

function runPublish(words: PublishWords): Promise<void> {
  return withCatalog({ catalog: words.catalog }, async (engine) => {
    const { to: address, shards, replicas, graph, thumbnails, keys: objectKeys } = words;
    const job = await followJob(
      engine,
      'publish',
      words,
      () =>
        engine.call('cluster.publish', {
          address,
          ...connectionFrom(words),
          ...(shards !== undefined && { shards }),
          ...(replicas !== undefined && { replicas }),
          ...(graph !== undefined && { graph }),
          ...(thumbnails !== undefined && { thumbnails }),
          ...(objectKeys !== undefined && { objectKeys }),
        }),
      ({ step, done, total }) => ({ done, total, remark: step }),
    );
    const result = resultOf(job);
    printResult(words, result, () => describePublication(result));
  });
}

function runEmbed(words: EmbedWords): Promise<void> {
  return withCatalog(words, async (engine) => {
    const job = await followJob(
      engine,
      'embed',
      words,
      () => engine.call('cluster.embed', { embedding: embeddingFrom(words) }),
      ({ step, done, total }) => ({ done, total, remark: step }),
    );
    const result = resultOf(job);
    printResult(words, result, () => describeEmbedding(result));
  });
}

function describePublication(result: Publication): string {
  const { address, products, written, unchanged, removed, thumbnails, seconds } = result;
  const told = [
    [result.curated, 'decisions and corrections sent'],
    [result.followed, 'followed products that have another id now'],
    [result.resting, 'rest under the old id'],
  ] as const;
  const made = told.map(([count, words]) => (count === 0 ? '' : `; ${formatCount(count)} ${words}`)).join('');
  return (
    `${formatCount(products)} products at ${address} in ${seconds.toFixed(1)} s: ${formatCount(written)} pictures written, ` +
    `${formatCount(unchanged)} unchanged, ${formatCount(removed)} removed; ${formatCount(thumbnails)} thumbnails written${made}`
  );
}

function runDoctor(address: string, words: ConnectionWords): Promise<void> {
  return withEngine(async (engine) => {
    const report = await engine.call('cluster.doctor', { address, ...connectionFrom(words) });
    printResult(words, report, () => {
      const verdict = report.ok ? 'In order' : 'Not in order';
      return [`${verdict}: ${report.address}`, formatTable(report.checks.map(rowOf))].join('\n');
    });
  });
}

function rowOf({ name, state, found, advice }: ClusterCheck): string[] {
  return [state, name, advice === null ? found : `${found}. ${advice}`];
}
