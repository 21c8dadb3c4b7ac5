/** @type {import('next').NextConfig} */
const nextConfig = {
  serverExternalPackages: [
    '@temporalio/client',
    '@temporalio/common',
    '@temporalio/proto',
    '@temporalio/envconfig',
    '@grpc/grpc-js',
    'protobufjs',
    'pg',
    'pg-copy-streams',
    '@duckdb/node-api',
  ],
  // Rules name Node's hashes, which no browser has to compute; without this a polyfill of 135 kB came with every page of a version.
  turbopack: { resolveAlias: { 'node:crypto': { browser: './lib/client/no-node-crypto.ts' } } },
  poweredByHeader: false,
  // Types are a test of their own (./countersign test types); a start on someone's machine need not wait for them.
  typescript: { ignoreBuildErrors: true },
};

export default nextConfig;
