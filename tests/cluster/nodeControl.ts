/** Test files run in processes of their own: they kill, pause and start the cluster's nodes by calls to the one that owns them. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ClusterNodes } from './clusterNodes.ts';

const actions = ['kill', 'start', 'pause', 'resume'] as const;
type Action = (typeof actions)[number];

export type NodeControl = Readonly<Record<Action, (number: number) => Promise<void>>>;

export interface ServedControl {
  readonly address: string;
  close(): void;
}

export async function serveControl(nodes: ClusterNodes): Promise<ServedControl> {
  const server = createServer((request, response) => {
    const [, name, number] = (request.url ?? '').split('/');
    const action = actions.find((each) => each === name);
    const work = async (): Promise<void> => {
      if (action === undefined) throw new RangeError(`There is no action ${name}.`);
      await nodes[action](Number(number));
    };
    work().then(
      () => response.end(),
      (thrown: unknown) => response.writeHead(500).end(String(thrown)),
    );
  });
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('There is no port.');
  return { address: `http://127.0.0.1:${bound.port}`, close: () => server.close() };
}

/** @param address of the served one */
export function controlAt(address: string): NodeControl {
  const call =
    (action: Action) =>
    async (number: number): Promise<void> => {
      const answer = await fetch(`${address}/${action}/${number}`, { method: 'POST' });
      if (!answer.ok) throw new Error(await answer.text());
    };
  return {
    kill: call('kill'),
    start: call('start'),
    pause: call('pause'),
    resume: call('resume'),
  };
}
