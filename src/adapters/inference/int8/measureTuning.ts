/** The process side of `requestTuning`: compares int8 with float, times both, and tries threads. */
import { availableParallelism } from 'node:os';
import { asFailure } from '../../../contract/failure.ts';
import { meanCosine, smallestAgreement } from '../../../core/models/agreement.ts';
import { findDoubt } from '../../../core/models/doubtfulFeatures.ts';
import type { EmbeddingBackend } from '../../../core/models/ports.ts';
import { climb, type Tuning, threadChoices } from '../../../core/models/tuning.ts';
import { type LoadedNetwork, loadNetwork } from '../../weights/loadNetwork.ts';
import { buildInt8Graph, createInt8Backend, createOnnxBackend } from '../backends/onnxBackend.ts';
import { createTfjsBackend } from '../backends/tfjsBackend.ts';
import { drawCheckImages } from '../drawCheckImages.ts';
import { selfCheck } from '../selfCheck.ts';
import { watchOthers } from '../watchOthers.ts';
import type { Reference } from './openQuantized.ts';
import { tuningKey } from './tuningKey.ts';
import type { FromTuning, ToTuning } from './tuningMessages.ts';

/** Threads share the cores with decoders: a few percent are not worth one. */
const threadGain = 0.07;
/** With so much of the machine taken by others, more threads seem to gain nothing. */
const busyShare = 0.15;
const timedRuns = 2;
/** No more runs of one kind once this is spent: all of it is to take a second or two. */
const enoughMs = 300;

type Open = (threads: number) => Promise<EmbeddingBackend>;

/** A precision of the network, loaded with a thread per core. */
interface Contender {
  readonly open: Open;
  readonly backend: EmbeddingBackend;
  /** Per image. */
  readonly milliseconds: number;
}

const cores = availableParallelism();

/** Waits for the order and answers with `send`. */
export function serveTuning(send: (message: FromTuning) => void): void {
  process.on('message', (message) => {
    tune(message as ToTuning, send).then(
      () => send({ type: 'done' }),
      (thrown: unknown) => send({ type: 'failed', error: asFailure(thrown).toValue() }),
    );
  });
}

async function tune({ model, ranges }: ToTuning, send: (message: FromTuning) => void): Promise<void> {
  const network = await loadNetwork(model);
  const images = drawCheckImages(network.inputSize);
  const openFloat: Open = (threads) => createOnnxBackend(network, threads);
  const backend = await openFloat(cores);
  const reference = { ...images, embeddings: await backend.embed(images.pixels, images.count) };
  const float: Contender = { open: openFloat, backend, milliseconds: await timeBatch(backend, reference) };
  const graph = await buildInt8Graph(network, ranges);
  const int8 = await enterInt8(
    (threads) => createInt8Backend(graph, network, threads),
    reference,
    network.inputSize,
  );

  const tuningOf = async (best: Contender, cosine: number): Promise<Tuning> => ({
    key: await tuningKey(model, ranges),
    floatMs: float.milliseconds,
    int8: 'problem' in int8 ? null : { milliseconds: int8.milliseconds, cosine },
    int8Problem: 'problem' in int8 ? int8.problem : null,
    comparedWith: 'onnx',
    comparedImages: images.count,
    reference: encodeFloats(reference.embeddings),
    threads: await chooseThreads(best, reference),
  });
  if ('problem' in int8) {
    send({ type: 'measured', tuning: await tuningOf(float, 0), graph: null });
    return;
  }
  const cosine = await cosineTo(reference, int8.backend);
  const isBest = cosine >= smallestAgreement && int8.milliseconds < float.milliseconds;
  const tuning = await tuningOf(isBest ? int8 : float, cosine);
  send({ type: 'measured', tuning, graph });
  await float.backend.dispose();

  const embeddings = await embedWithTfjs(network, reference);
  if (embeddings === null) return;
  const result = {
    milliseconds: int8.milliseconds,
    cosine: await cosineTo({ ...reference, embeddings }, int8.backend),
  };
  const compared = { ...tuning, int8: result, reference: encodeFloats(embeddings) };
  send({ type: 'compared', tuning: { ...compared, comparedWith: 'tfjs-node' } });
}

async function enterInt8(
  open: Open,
  reference: Reference,
  inputSize: number,
): Promise<Contender | { readonly problem: string }> {
  try {
    const backend = await open(cores);
    await selfCheck(backend, inputSize);
    return { open, backend, milliseconds: await timeBatch(backend, reference) };
  } catch (thrown) {
    return { problem: asFailure(thrown).message };
  }
}

async function cosineTo(
  { pixels, count, embeddings }: Reference,
  backend: EmbeddingBackend,
): Promise<number> {
  return meanCosine(await backend.embed(pixels, count), embeddings);
}

/** The reference implementation's embeddings, where it is installed and works. */
async function embedWithTfjs(network: LoadedNetwork, { pixels, count }: Reference) {
  try {
    const backend = await createTfjsBackend(network, undefined);
    const embeddings = await backend.embed(pixels, count);
    return findDoubt(embeddings, count) === null ? embeddings : null;
  } catch {
    // Not installed here: onnxruntime's float graph has been compared with.
    return null;
  }
}

/** Few: more only as long as each gains something. Not measured on a busy machine. */
async function chooseThreads({ open, milliseconds }: Contender, reference: Reference): Promise<number> {
  const othersShare = watchOthers();
  const threads = await climb(threadChoices(cores), threadGain, async (choice) => {
    if (choice === cores) return milliseconds;
    const fewer = await open(choice);
    const time = await timeBatch(fewer, reference);
    await fewer.dispose();
    return time;
  });
  return othersShare() > busyShare ? cores : threads;
}

/** Least milliseconds per image over a few runs, after one that warms up. */
async function timeBatch(backend: EmbeddingBackend, { pixels, count }: Reference): Promise<number> {
  const times: number[] = [];
  const begin = performance.now();
  for (let run = 0; run <= timedRuns; run++) {
    const start = performance.now();
    await backend.embed(pixels, count);
    const end = performance.now();
    if (run > 0) times.push((end - start) / count);
    if (end - begin > enoughMs && times.length > 0) break;
  }
  return Math.min(...times);
}

function encodeFloats(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}
