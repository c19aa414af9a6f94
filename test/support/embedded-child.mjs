// Opens the embedded database in a process of its own, says where, and closes it when its stdin ends.
const [dist, dataDirectory] = process.argv.slice(2);
const { openEmbedded } = await import(`${dist}/platform/database/embedded/embedded-database.js`);
try {
  const database = await openEmbedded({ dataDirectory, durable: false });
  process.stdout.write(`${JSON.stringify({ ...database.place, uid: process.getuid() })}\n`);
  const closed = new Promise((resolve) => process.stdin.resume().on('end', resolve));
  await closed;
  await database.close();
  process.exit(0);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
  process.exit(1);
}
