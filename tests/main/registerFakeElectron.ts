/** Makes `import … from 'electron'` mean the recording fake, and listens to the test; for `node --import`. */
import { registerHooks } from 'node:module';

const fake = new URL('./fakeElectron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: fake, shortCircuit: true } : next(specifier, context),
});

await import('./fakeRequests.ts');
