// Servers of this repository's image, each in a compose project of its own.
import { setTimeout as delay } from 'node:timers/promises';
import { parseLine } from './local.mjs';
import { freePorts } from './ports.mjs';
import { run, works } from './process.mjs';

const startMilliseconds = 120_000;

/** The compose command of this machine, as a list; undefined where none is. */
export async function composeCommand() {
  if (await works('docker', ['compose', 'version'])) return ['docker', 'compose'];
  if (await works('docker-compose', ['version'])) return ['docker-compose'];
  return undefined;
}

const quoted = word => `'${word.replaceAll("'", "'\\''")}'`;

/** Starts a server of the image. See startServer. */
export async function composeServer({ name, flags }, { root, run: runID, compose }) {
  const project = `sagishi-e2e-${runID}-${name}`.toLowerCase();
  const first = await freePorts(3);
  const env = {
    ...process.env,
    NAKAMA_GRPC_PORT: String(first),
    NAKAMA_HTTP_PORT: String(first + 1),
    NAKAMA_CONSOLE_PORT: String(first + 2),
    NAKAMA_FLAGS: ['--shutdown_grace_sec', '2', ...flags].map(quoted).join(' '),
  };
  const [command, ...prefix] = compose;
  const composed = (...args) => run(command, [...prefix, '-p', project, ...args], { cwd: root, env });
  const log = async () => {
    const container = (await composed('ps', '-q', 'nakama')).trim();
    const text = await run('sh', ['-c', 'docker logs "$1" 2>&1', 'sh', container]);
    return text.split('\n').filter(Boolean).map(parseLine);
  };
  const server = {
    name, host: '127.0.0.1', port: first + 1, log,
    stop: () => composed('stop', 'nakama'),
    destroy: () => composed('down', '-v'),
  };
  await composed('up', '-d');
  const error = await untilHealthy(server).then(() => undefined, error => error);
  if (!error) return server;
  const lines = await log();
  await server.destroy();
  throw Object.assign(new Error(`${name}: ${error.message}`), { log: lines });
}

async function untilHealthy({ port, log }) {
  for (const end = Date.now() + startMilliseconds; Date.now() < end; await delay(500)) {
    const answer = fetch(`http://127.0.0.1:${port}/`).then(({ ok }) => ok, () => false);
    // Docker's proxy takes connections before the server does, and leaves them hanging.
    const healthy = await Promise.race([answer, delay(2000, false)]);
    if (healthy) return;
    if ((await log().catch(() => [])).some(({ level }) => level === 'fatal')) throw new Error('the server stopped');
  }
  throw new Error('the server never became healthy');
}
