/** A linear map as it is applied to embeddings. */
import type { LinearMap } from '../../core/tuning/ports.ts';
import { createProjector } from '../vectors/prefixes/projector.ts';

/** Maps an embedding, and L2-normalises what comes out; zeros for one from which nothing comes. */
export function createMapping({ rows, offset, length }: LinearMap): (vector: Float32Array) => Float32Array {
  const project = createProjector(rows);
  return (vector) => {
    const products = project(vector);
    const mapped = new Float64Array(length);
    let squares = 0;
    for (let i = 0; i < length; i++) {
      const number = (products[i] ?? 0) - (offset[i] ?? 0);
      mapped[i] = number;
      squares += number * number;
    }
    const norm = Math.sqrt(squares);
    return Float32Array.from(mapped, (number) => (norm === 0 ? 0 : number / norm));
  };
}
