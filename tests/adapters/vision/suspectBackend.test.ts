import { describe, expect, it } from 'vitest';
import type { BackendVariant } from '../../../src/adapters/inference/backendRequest.ts';
import { createBackendSuspicion } from '../../../src/adapters/vision/suspectBackend.ts';
import type { Runtime } from '../../../src/contract/models.ts';

const int8 = { backend: 'onnx', precision: 'int8' } as const;
const float = { backend: 'onnx', precision: 'fp32' } as const;
const tfjs = { backend: 'tfjs-node', precision: 'fp32' } as const;
const runtime = ({ backend, precision }: BackendVariant): Runtime => ({
  engine: backend,
  precision,
  model: 'any',
  space: '0',
  pooling: 'avg',
  inputSize: 112,
  notes: [],
});
const loading = { wasLoading: true, wasAlone: false };
const alone = { wasLoading: false, wasAlone: true };

function running(variant: BackendVariant) {
  const suspicion = createBackendSuspicion();
  suspicion.takeTrying(variant);
  suspicion.takeRuntime(runtime(variant));
  return suspicion;
}

describe('a death while a backend is loaded', () => {
  it('is its fault the second time', () => {
    const suspicion = createBackendSuspicion();
    suspicion.takeTrying(int8);
    expect(suspicion.takeDeath(loading)).toBeNull();
    suspicion.takeTrying(int8);
    expect(suspicion.takeDeath(loading)).toEqual(int8);
    expect(suspicion.avoided()).toEqual([int8]);
  });

  it('is nobody’s fault where each time another was loaded, or none', () => {
    const suspicion = createBackendSuspicion();
    suspicion.takeTrying(int8);
    expect(suspicion.takeDeath(loading)).toBeNull();
    suspicion.takeTrying(float);
    expect(suspicion.takeDeath(loading)).toBeNull();
    expect(suspicion.takeDeath(loading)).toBeNull();
    expect(suspicion.takeDeath(loading)).toBeNull();
  });
});

describe('a death while a suspected file is alone in the process', () => {
  it('is the backend’s fault where the file was with the network', () => {
    const suspicion = running(int8);
    suspicion.takeEmbedding();
    expect(suspicion.isEmbedding()).toBe(true);
    expect(suspicion.takeDeath(alone)).toEqual(int8);
    expect(suspicion.isEmbedding()).toBe(false);
  });

  it('is not the backend’s fault where the file was still being decoded, or was answered', () => {
    const suspicion = running(int8);
    expect(suspicion.takeDeath(alone)).toBeNull();
    suspicion.takeEmbedding();
    suspicion.takeAnswer();
    expect(suspicion.takeDeath(alone)).toBeNull();
    expect(suspicion.avoided()).toEqual([]);
  });

  it('is the fault of the backend that was being loaded in place of another', () => {
    const suspicion = running(float);
    suspicion.takeEmbedding();
    suspicion.takeTrying(tfjs);
    expect(suspicion.takeDeath(alone)).toEqual(tfjs);
  });

  it('blames no backend twice', () => {
    const suspicion = running(int8);
    suspicion.takeEmbedding();
    suspicion.takeDeath(alone);
    suspicion.takeRuntime(runtime(int8));
    suspicion.takeEmbedding();
    expect(suspicion.takeDeath(alone)).toBeNull();
  });
});

it('blames nobody where several files were in the process', () => {
  const suspicion = running(int8);
  suspicion.takeEmbedding();
  expect(suspicion.takeDeath({ wasLoading: false, wasAlone: false })).toBeNull();
});
