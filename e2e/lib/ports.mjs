// Free ports of this machine's loopback.
import { createServer } from 'node:net';

const listen = port => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject);
  server.listen(port, '127.0.0.1', () => resolve(server));
});

/** Finds the first of `count` free ports that follow each other. */
export async function freePorts(count) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const held = [];
    try {
      held.push(await listen(attempt === 0 ? 0 : 20000 + Math.floor(Math.random() * 30000)));
      const first = held[0].address().port;
      while (held.length < count) held.push(await listen(first + held.length));
      return first;
    } catch {
      // Taken: try another place.
    } finally {
      await Promise.all(held.map(server => new Promise(done => server.close(done))));
    }
  }
  throw new Error(`no ${count} free ports in a row`);
}
