/** The models of this machine: bundled, installed, and those that can be had. */
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import type { Model, Pooling } from '../../contract/models.ts';
import { imagenetResnet50, type KnownModel } from '../../core/models/knownModels.ts';
import { type ModelManifest, modelNameSchema, type ResolvedModel } from '../../core/models/manifest.ts';
import { describeWeights, type WeightsChoices } from './describeWeights.ts';
import { type DownloadOptions, downloadFile } from './downloadFile.ts';
import { embeddingSpace } from './embeddingSpace.ts';
import { findDamage } from './findDamage.ts';
import { createHashMemory } from './hashFile.ts';
import { installWeights } from './installWeights.ts';
import { type FoundModel, listModelFolders } from './modelFolders.ts';

/** The model that works when nothing was downloaded. */
const defaultModelName = 'fashion-resnet50';

export interface ModelStoreOptions {
  /** Holds the models that come with the application, a folder each. */
  readonly bundledFolder: string;
  /** Takes in downloaded and imported models; made when needed. */
  readonly installedFolder: string;
  /** What can be downloaded. */
  readonly knownModels?: readonly KnownModel[];
}

export interface ResolveChoices {
  readonly pooling?: Pooling | undefined;
  readonly inputSize?: number | undefined;
}

export interface ModelStore {
  /** Hashes weights that it has not seen yet: a damaged model counts as not installed, and says so. */
  list(): Promise<Model[]>;
  /**
   * The model of this name, or the weights file at this full path; undefined is the bundled one.
   * @throws Failure `not-found`, `model-unusable`, `file-unreadable`
   */
  resolve(nameOrFile: string | undefined, choices?: ResolveChoices): Promise<ResolvedModel>;
  /** Takes in a weights file after checking every tensor. @throws Failure `bad-input`, `model-unusable`, `file-unreadable`, `disk-full` */
  importFile(file: string, choices?: WeightsChoices): Promise<Model>;
  /** Downloads (or goes on downloading), verifies and installs, unless it is there and sound. @throws Failure `not-found`, `already-running`, `cancelled`, `download-failed`, `disk-full` */
  download(name: string, options?: DownloadOptions): Promise<Model>;
}

export function createModelStore(options: ModelStoreOptions): ModelStore {
  const { bundledFolder, installedFolder, knownModels = [imagenetResnet50] } = options;
  const downloading = new Set<string>();
  const hash = createHashMemory();

  async function listFound(): Promise<FoundModel[]> {
    const bundled = await listModelFolders(bundledFolder);
    const names = new Set(bundled.map(({ manifest }) => manifest.name));
    const installed = await listModelFolders(installedFolder);
    return [...bundled, ...installed.filter(({ manifest }) => !names.has(manifest.name))];
  }

  async function list(): Promise<Model[]> {
    const found = await Promise.all((await listFound()).map(describeAsItIs));
    const names = new Set(found.map(({ name }) => name));
    return [...found, ...knownModels.filter(({ name }) => !names.has(name)).map(describeKnown)];
  }

  async function describeAsItIs(found: FoundModel): Promise<Model> {
    const damage = await findDamage(weightsOf(found), hash);
    const model = describeInstalled(found.manifest);
    return damage === null ? model : { ...model, installed: false, problem: damage.message };
  }

  async function resolve(
    nameOrFile = defaultModelName,
    choices: ResolveChoices = {},
  ): Promise<ResolvedModel> {
    const found = await listFound();
    const named = found.find(({ manifest }) => manifest.name === nameOrFile);
    // By its size alone: whoever reads the weights verifies them.
    const damage = named === undefined ? null : await findDamage(weightsOf(named), null);
    if (damage !== null) throw damage;
    if (named) return describeFound(named, choices);
    // A full path alone: a bare word would be looked for wherever the process was started.
    if (isAbsolute(nameOrFile) && (await isFile(nameOrFile))) return resolveFile(nameOrFile, found, choices);
    throw notFound(nameOrFile);
  }

  function describeFound(found: FoundModel, choices: ResolveChoices): ResolvedModel {
    const { manifest, weightsFile } = weightsOf(found);
    return describe(manifest.name, weightsFile, manifest, choices);
  }

  function describe(
    name: string,
    weightsFile: string,
    manifest: ModelManifest,
    choices: ResolveChoices,
  ): ResolvedModel {
    const pooling = choices.pooling ?? manifest.pooling;
    const inputSize = choices.inputSize ?? manifest.inputSize;
    const space = embeddingSpace(manifest, pooling, inputSize);
    const calibrationFolder = join(installedFolder, manifest.name);
    return { name, weightsFile, calibrationFolder, manifest, pooling, inputSize, space };
  }

  /** Weights that a manifest here describes are that model; others are described on the spot. */
  async function resolveFile(
    file: string,
    found: FoundModel[],
    choices: ResolveChoices,
  ): Promise<ResolvedModel> {
    const { size } = await stat(file);
    const ofThisSize = found.filter(({ manifest }) => manifest.bytes === size);
    const sha256 = ofThisSize.length > 0 ? await hash(file) : null;
    const same = ofThisSize.find(({ manifest }) => manifest.sha256 === sha256);
    if (same) {
      // Where the model's own file is damaged, this one is as good.
      const isSound = (await findDamage(weightsOf(same), hash)) === null;
      return isSound
        ? describeFound(same, choices)
        : describe(same.manifest.name, file, same.manifest, choices);
    }
    const manifest = await describeWeights(file, {}, knownModels);
    return describe(file, file, manifest, choices);
  }

  function notFound(name: string): Failure {
    if (name === defaultModelName) {
      return new Failure(
        'model-unusable',
        `The bundled model ${name} is missing or damaged in ${bundledFolder}. Install Twinset again.`,
      );
    }
    if (knownModels.some((known) => known.name === name)) {
      return new Failure(
        'not-found',
        `The model ${name} is not installed. Download it first ("models download ${name}"), or take in its file with "models import FILE".`,
      );
    }
    return new Failure(
      'not-found',
      `There is no model and no weights file called ${name}. "models list" shows what is there.`,
    );
  }

  async function importFile(file: string, choices: WeightsChoices = {}): Promise<Model> {
    const manifest = await describeWeights(file, choices, knownModels);
    await install(file, manifest, 'copy');
    return describeInstalled(manifest);
  }

  async function install(file: string, manifest: ModelManifest, how: 'copy' | 'move'): Promise<void> {
    const bundled = await listModelFolders(bundledFolder);
    const isTaken = bundled.some((model) => model.manifest.name === manifest.name);
    if (isTaken || !modelNameSchema.safeParse(manifest.name).success) {
      throw new Failure(
        'bad-input',
        isTaken
          ? `${manifest.name} is the name of a bundled model. Import the file under another name (--name).`
          : `"${manifest.name}" cannot be a model's name. Use letters, digits, dots, dashes and underscores, at most 64.`,
      );
    }
    await installWeights(file, manifest, installedFolder, how);
  }

  async function download(name: string, downloadOptions: DownloadOptions = {}): Promise<Model> {
    if (downloading.has(name)) throw new Failure('already-running', `${name} is being downloaded already.`);
    downloading.add(name);
    try {
      return await downloadAlone(name, downloadOptions);
    } finally {
      downloading.delete(name);
    }
  }

  async function downloadAlone(name: string, downloadOptions: DownloadOptions): Promise<Model> {
    const present = (await listFound()).find(({ manifest }) => manifest.name === name);
    const damage = present === undefined ? null : await findDamage(weightsOf(present), hash);
    if (present !== undefined && damage === null) return describeInstalled(present.manifest);
    const known = knownModels.find((model) => model.name === name);
    if (!known) {
      if (damage !== null) throw damage;
      throw new Failure(
        'not-found',
        `There is no model ${name} to download. "models list" shows those that can be had.`,
      );
    }
    const partFile = join(installedFolder, '.downloads', `${name}.${known.file.md5}.part`);
    await downloadFile(known.url, known.file, partFile, downloadOptions);
    const manifest = await describeWeights(partFile, {}, knownModels);
    await install(partFile, manifest, 'move');
    return describeInstalled(manifest);
  }

  return { list, resolve, importFile, download };
}

function weightsOf({ folder, manifest }: FoundModel) {
  return { weightsFile: join(folder, manifest.file), manifest };
}

function describeInstalled(manifest: ModelManifest): Model {
  const { name, title, licence, bytes, sha256, inputSize, pooling } = manifest;
  const source = manifest.source ?? 'bundled with Twinset';
  const isDefault = name === defaultModelName;
  return {
    name,
    title,
    source,
    licence,
    bytes,
    sha256,
    inputSize,
    pooling,
    installed: true,
    default: isDefault,
    problem: null,
  };
}

function describeKnown({ name, title, url, licence, file, inputSize, pooling }: KnownModel): Model {
  const { bytes } = file;
  return {
    name,
    title,
    source: url,
    licence,
    bytes,
    sha256: null,
    inputSize,
    pooling,
    installed: false,
    default: false,
    problem: null,
  };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
