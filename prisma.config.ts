import { defineConfig } from 'prisma/config';

// The owner role migrates; the application role may not. Generating the client needs no database.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_OWNER_URL ?? 'postgresql://unset' },
});
