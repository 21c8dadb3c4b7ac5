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
  // Set aside after the build (cli/build/web-maps.ts), and never served: the bench tells by them what each page loads.
  productionBrowserSourceMaps: true,
  // Types are a test of their own (./countersign test types); a start on someone's machine need not wait for them.
  typescript: { ignoreBuildErrors: true },
};

export default nextConfig;
