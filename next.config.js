/** @type {import('next').NextConfig} */
module.exports = {
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
};
