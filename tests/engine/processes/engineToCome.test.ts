import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/contract/failure.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { createEventHub } from '../../../src/engine/eventHub.ts';
import { engineToCome } from '../../../src/engine/processes/engineToCome.ts';

function engineByHand() {
  const hub = createEventHub();
  const asked: string[] = [];
  const engine: Engine = {
    call: async (name) => {
      asked.push(name);
      return {} as never;
    },
    on: hub.on,
    imageFile: async (imageId) => imageId,
    close: async () => void asked.push('close'),
  };
  return { engine, hub, asked };
}

describe('an engine that is still being started', () => {
  it('answers what was asked meanwhile, in its order, and tells who listened meanwhile', async () => {
    const start = Promise.withResolvers<Engine>();
    const { engine, hub, asked } = engineByHand();
    const early = engineToCome(start.promise);
    const heard: string[] = [];
    early.on('catalogs.changed', () => heard.push('kept'));
    const end = early.on('catalogs.changed', () => heard.push('ended before'));
    end();
    const calls = [
      early.call('settings.get', {}),
      early.call('catalogs.current', {}),
      early.imageFile('a', 'preview'),
    ];
    start.resolve(engine);
    expect(await calls[2]).toBe('a');
    await Promise.all(calls);
    expect(asked).toEqual(['settings.get', 'catalogs.current']);
    hub.emit('catalogs.changed', { catalog: null });
    expect(heard).toEqual(['kept']);
    await early.close();
    expect(asked.at(-1)).toBe('close');
  });

  it('that cannot be started fails every call with the reason, and closes', async () => {
    const early = engineToCome(Promise.reject(new Failure('internal', 'A part is missing.')));
    await expect(early.call('settings.get', {})).rejects.toThrow('A part is missing.');
    await expect(early.close()).resolves.toBeUndefined();
  });
});
