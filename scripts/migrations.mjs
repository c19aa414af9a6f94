/**
 * Migrations against prisma/schema.prisma, with Prisma's own schema engine (in WASM: nothing is downloaded).
 *
 *   node scripts/migrations.mjs check        exit 1 when the migrations do not lead to the schema
 *   node scripts/migrations.mjs new <name>   writes the SQL of the next migration, to be read before it is committed
 *
 * Both run on an embedded database of their own, thrown away afterwards. Needs `npm run build`.
 */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const schemaFile = join(root, 'prisma', 'schema.prisma');
const migrations = join(root, 'prisma', 'migrations');
const dist = process.env.DOORBELL_DIST ?? join(root, 'dist');

/** Where the engine puts the words of a panic. */
global.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };

/** The package has no entry for Node: its glue is instantiated by hand, as wasm-bindgen's "bundler" target asks. */
async function loadEngine() {
  const path = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm')).replace(/\.js$/, '_bg.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(path), {
    './schema_engine_bg.js': engine,
  });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engine.SchemaEngine;
}

/** Prisma's adapter, remembering the connections that the engine opens and does not close. */
function adapterFactory(connection, opened) {
  const factory = new PrismaPg(connection);
  const remember = async (connecting) => {
    const adapter = await connecting;
    adapter.underlyingDriver().on('error', () => {});
    tellChars(adapter);
    opened.push(adapter);
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => remember(factory.connect()),
    connectToShadowDb: () => remember(factory.connectToShadowDb()),
  };
}

/**
 * The catalogue has columns of type "char" (OID 18). The engine wants them told as characters, the adapter does not
 * know them: they pass through it as char(1), OID 1042, and get their name back behind it.
 */
function tellChars(adapter) {
  const [performIO, queryRaw] = [adapter.performIO.bind(adapter), adapter.queryRaw.bind(adapter)];
  const chars = new WeakMap();
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    chars.set(
      query,
      new Set(result.fields.flatMap(({ dataTypeID }, index) => (dataTypeID === 18 ? [index] : []))),
    );
    for (const field of result.fields) if (field.dataTypeID === 18) field.dataTypeID = 1042;
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type, index) =>
      chars.get(query).has(index) ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
}

/** SQL that leads from the migrations to the schema; empty when they agree. */
async function difference() {
  const { openEmbedded } = await import(`${dist}/platform/database/embedded/embedded-database.js`);
  const { migrate, readMigrations } = await import(`${dist}/platform/database/migrate.js`);
  const SchemaEngine = await loadEngine();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'doorbell-migrations-'));
  await chmod(dataDirectory, 0o755);
  const database = await openEmbedded({ dataDirectory, durable: false });
  const opened = [];
  try {
    // Applied by Doorbell's own runner, as they will be applied in earnest; then the engine looks at the result.
    await migrate(database.connection, await readMigrations(migrations));
    const schema = { path: schemaFile, content: await readFile(schemaFile, 'utf8') };
    const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory(database.connection, opened));
    const instance = await SchemaEngine.new(
      { datamodels: [[schema.path, schema.content]] },
      () => {},
      adapter,
    );
    const result = await instance.diff({
      from: { tag: 'schemaDatasource', files: [schema], configDir: root },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    instance.free();
    return result.exitCode === 2 ? result.stdout : '';
  } finally {
    for (const adapter of opened) await adapter.dispose().catch(() => {});
    await database.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

const [command, name] = process.argv.slice(2);
if (command === 'check') {
  const sql = await difference();
  if (sql === '') console.log('prisma/migrations leads to prisma/schema.prisma');
  else {
    console.error(`prisma/migrations does not lead to prisma/schema.prisma; missing:\n\n${sql}`);
    console.error('Write the migration with: node scripts/migrations.mjs new <name>');
    process.exitCode = 1;
  }
} else if (command === 'new' && /^[a-z][a-z0-9_]*$/.test(name ?? '')) {
  const sql = await difference();
  if (sql === '') console.log('Nothing to do: the migrations already lead to the schema');
  else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const directory = join(migrations, `${stamp}_${name}`);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'migration.sql'), sql);
    console.log(`Wrote ${directory}/migration.sql`);
  }
} else {
  console.error('usage: node scripts/migrations.mjs check | new <name, like add_course_term>');
  process.exitCode = 2;
}
