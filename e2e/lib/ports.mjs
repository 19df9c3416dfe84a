// Ports of this machine for the servers of the tests.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const lowest = 10_000;
const highest = 65_535;
const attempts = 5;

// The ports that the system gives to outgoing connections. Any of them may be
// taken between choosing it and binding it.
function ephemeral() {
  try {
    return readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number);
  } catch {
    return [32_768, highest];
  }
}

/** The larger part of the ports that lies outside the ephemeral range, as [first, last]. */
export function usablePorts([from, to] = ephemeral()) {
  const below = [lowest, from - 1];
  const above = [Math.max(to + 1, lowest), highest];
  const size = ([first, last]) => last - first;
  const best = size(below) >= size(above) ? below : above;
  return size(best) >= 1000 ? best : [lowest, highest];
}

const listen = port => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject);
  server.listen(port, '0.0.0.0', () => resolve(server));
});

/** Finds the first of `count` free ports that follow each other. */
export async function freePorts(count) {
  const [first, last] = usablePorts();
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = first + Math.floor(Math.random() * (last - first - count));
    const held = [];
    try {
      while (held.length < count) held.push(await listen(port + held.length));
      return port;
    } catch {
      // Taken: try another place.
    } finally {
      await Promise.all(held.map(server => new Promise(done => server.close(done))));
    }
  }
  throw new Error(`no ${count} free ports in a row`);
}

/** Whether an error or a log says that another program has the port. */
export const isPortTaken = text => /address already in use|already allocated|could not bind/i.test(text);

/**
 * Starts something on `count` ports that follow each other: calls `start` with
 * the first. Another program may bind one of them first; then it tries others.
 */
export async function onFreePorts(count, start) {
  for (let attempt = 1; ; attempt++) {
    const first = await freePorts(count);
    try {
      return await start(first);
    } catch (error) {
      if (attempt === attempts || !isPortTaken(error.message)) throw error;
    }
  }
}
