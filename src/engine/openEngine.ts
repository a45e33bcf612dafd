/** The way into the engine for every host: its native libraries are loaded here, or it is said why they cannot be. */
import { Failure } from '../contract/failure.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { nodeProblem } from './nodeVersion.ts';

/**
 * Starts an engine with no catalog open.
 * @throws Failure `internal` where this Node is too old or the installation is incomplete; as `createEngine`
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const problem = nodeProblem();
  if (problem !== null) throw new Failure('internal', problem);
  const { createEngine } = await import('./createEngine.ts').catch((thrown: unknown) => {
    throw incomplete(thrown);
  });
  return await createEngine(options);
}

function incomplete(thrown: unknown): Failure {
  const [reason = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n');
  const detail = thrown instanceof Error ? thrown.stack : undefined;
  return new Failure(
    'internal',
    `A part of Twinset could not be loaded (${reason}). Install Twinset again.`,
    detail,
  );
}
