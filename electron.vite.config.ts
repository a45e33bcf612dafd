import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** One build for every host: the plain Node entries (engine, vision, server, cli) stand beside Electron's main. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // An optional dependency, which electron-vite would otherwise bundle.
      externalizeDeps: { include: ['@tensorflow/tfjs-node'] },
      lib: {
        entry: {
          main: 'src/main/main.ts',
          engineProcess: 'src/engine/processes/engineProcess.ts',
          visionProcess: 'src/adapters/vision/visionProcess.ts',
          axesThread: 'src/adapters/vectors/prefixes/axesThread.ts',
          batchThread: 'src/adapters/vectors/batchThread.ts',
          compareThread: 'src/adapters/duplicates/compareThread.ts',
          layoutThread: 'src/adapters/layout/layoutThread.ts',
          tuningThread: 'src/adapters/tuning/tuningThread.ts',
          tunedBatchThread: 'src/adapters/tuning/tunedBatchThread.ts',
          checkThread: 'src/adapters/sqlite/checkThread.ts',
          benchProcess: 'src/bench/benchProcess.ts',
          sampleProcess: 'src/sample/sampleProcess.ts',
          curationCopyThread: 'src/adapters/sqlite/curation/curationCopyThread.ts',
          serverProcess: 'src/server/serverProcess.ts',
          cli: 'src/cli/cli.ts',
        },
        formats: ['es'],
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      lib: { entry: { preload: 'src/preload/preload.ts' }, formats: ['cjs'] },
    },
  },
  renderer: {
    root: 'src/renderer',
    build: { outDir: 'out/renderer', rolldownOptions: { input: 'src/renderer/index.html' } },
    plugins: [react()],
  },
});
