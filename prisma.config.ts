import { defineConfig } from 'prisma/config';

/** For Prisma's own command line; Doorbell itself reads DATABASE_URL in src/platform/config. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL === undefined ? {} : { datasource: { url: process.env.DATABASE_URL } }),
});
