import { connect, createServer } from 'node:net';

const path = '\0doorbell-corpus-left';
const found = await new Promise((resolve) => {
  connect(path, () => resolve('reached')).on('error', (error) => resolve(error.code));
});
createServer().listen(path, () => {
  console.log(JSON.stringify({ found }));
  if (process.argv[1] !== 'stay') process.exit(0);
});
