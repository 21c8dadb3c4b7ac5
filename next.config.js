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
  poweredByHeader: false,
  // Types are a test of their own (./countersign test types); a start on someone's machine need not wait for them.
  typescript: { ignoreBuildErrors: true },
};

export default nextConfig;
