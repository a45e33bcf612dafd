/** A line to the cluster that can be cut, or go dead, as networks do. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Line {
  /** The same catalog, over this line. */
  readonly address: string;
  /** Refuses and ends whatever goes over it. */
  cut(): void;
  /** Takes everything and answers nothing, as a machine that hangs. */
  deaden(): void;
  mend(): void;
  close(): Promise<void>;
}

/** @param address of a catalog; the line leads to the first of its nodes */
export async function openLine(address: string): Promise<Line> {
  const name = address.slice(address.lastIndexOf('/') + 1);
  const [host = '', port = ''] = (address.split('/')[2]?.split(',')[0] ?? '').split(':');
  const open = new Set<Socket>();
  let state: 'whole' | 'cut' | 'dead' = 'whole';

  const server = createServer((near) => {
    open.add(near);
    near.on('close', () => open.delete(near)).on('error', () => undefined);
    if (state === 'cut') near.destroy();
    if (state !== 'whole') return;
    const far = connect(Number(port), host).on('error', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('There is no port.');

  function endAll(): void {
    for (const socket of open) socket.destroy();
  }

  return {
    address: `http://127.0.0.1:${bound.port}/${name}`,
    cut() {
      state = 'cut';
      endAll();
    },
    deaden() {
      state = 'dead';
      for (const socket of open) socket.unpipe().pause();
    },
    mend() {
      state = 'whole';
      endAll();
    },
    async close() {
      endAll();
      const ended = once(server, 'close');
      server.close();
      await ended;
    },
  };
}
