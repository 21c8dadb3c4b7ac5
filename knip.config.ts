import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  // Where processes begin that no plugin of knip knows: the command, the worker, its thread, the workflows it bundles, and the page that
  // verifies packages.
  entry: [
    'cli/main.ts',
    'worker/main.ts',
    'worker/analysis/evidence/extraction-thread.ts',
    'worker/workflows/bundle/workflow-types.ts',
    'lib/client/verify-page/main.ts',
    'lib/client/verify-page/page.css',
  ],
  project: ['**/*.{ts,tsx,mts,mjs,css}'],
  // A type that an exported function's signature names may be exported beside it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreDependencies: [
    // Imported by the client that prisma/ generates, which is not in the repository.
    '@prisma/client',
    // Named in next.config.js, so that one copy serves the server's bundle.
    'protobufjs',
    // A typeface, whose files are found by name.
    '@expo-google-fonts/inter',
    // Programs: the shell script starts tsx, cli/test/static-checks.ts starts Biome.
    'tsx',
    '@biomejs/biome',
  ],
};

export default config;
