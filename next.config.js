/** @type {import('next').NextConfig} */
const nextConfig = {
  serverExternalPackages: [
    '@temporalio/client',
    '@temporalio/common',
    '@temporalio/proto',
    '@temporalio/envconfig',
    '@grpc/grpc-js',
    'protobufjs',
    '@temporalio/interceptors-opentelemetry',
    '@opentelemetry/api',
    '@opentelemetry/core',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-node',
    '@opentelemetry/exporter-trace-otlp-http',
    'pg',
    'pg-copy-streams',
    '@duckdb/node-api',
  ],
  poweredByHeader: false,
  // Types are a test of their own (./countersign test types); a start on someone's machine need not wait for them.
  typescript: { ignoreBuildErrors: true },
};

export default nextConfig;
