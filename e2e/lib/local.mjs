// Servers of the nakama binary on the PATH.
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onFreePorts } from './ports.mjs';
import { Program, run } from './process.mjs';

const startMilliseconds = 60_000;
const stopMilliseconds = 40_000;

/** One line of the log as an object; Nakama writes JSON once it is configured. */
export function parseLine(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { level: 'info', msg: line };
  }
}

/** The error of a server that did not start: the message has the end of its log, `log` has all of it. */
export function startError(name, message, log) {
  const end = log.slice(-15).map(line => JSON.stringify(line)).join('\n');
  // Not enumerable: a failed test would print it.
  return Object.defineProperty(new Error(`${name}: ${message}\n${end}`), 'log', { value: log });
}

/**
 * Starts the nakama program on four ports that follow each other: console gRPC,
 * gRPC, HTTP, console. Nakama derives the first two from the others.
 */
export function nakama({ name, dataDir, config, runtime, address, first, flags }) {
  return new Program('nakama', [
    '--config', config,
    '--name', name,
    '--data_dir', dataDir,
    '--runtime.path', runtime,
    '--database.address', address,
    '--socket.address', '127.0.0.1', '--socket.port', String(first + 2),
    '--console.address', '127.0.0.1', '--console.port', String(first + 3),
    ...flags,
  ], { env: { ...process.env, NAKAMA_TELEMETRY: '0' } });
}

/** Resolves when the program serves on the port, or fails if it ends or takes too long. */
export async function untilServing(program, port) {
  const end = Date.now() + startMilliseconds;
  await program.line(line => parseLine(line).msg === 'Startup done', startMilliseconds);
  // It binds its ports beside that, and ends if one is taken.
  while (!program.ended && Date.now() < end) {
    const healthy = await fetch(`http://127.0.0.1:${port}/`).then(({ ok }) => ok, () => false);
    if (healthy && !program.ended) return;
    await delay(50);
  }
  throw new Error(program.ended ? 'it ended at its start' : 'it never became healthy');
}

/** Starts a server of the local binary. See startServer. */
export async function localServer(options, given) {
  const address = given.database.replace('{name}', `e2e_${given.run}_${options.name}`);
  await run('nakama', ['migrate', 'up', '--database.address', address, '--logger.level', 'warn']);
  const dataDir = await mkdtemp(join(given.dir, `${options.name}-`));
  return onFreePorts(4, first => startOn(first, { ...options, address, dataDir }, given));
}

async function startOn(first, { name, flags, plugin, address, dataDir }, { config, runtime }) {
  const program = nakama({
    name: 'e2e', dataDir, config, address, first, runtime: plugin ?? runtime,
    flags: ['--shutdown_grace_sec', '2', ...flags],
  });
  const log = () => program.lines.map(parseLine);
  const port = first + 2;
  try {
    await untilServing(program, port);
  } catch (error) {
    program.child.kill('SIGKILL');
    throw startError(name, error.message, log());
  }
  const stop = () => program.stop(stopMilliseconds);
  return { name, host: '127.0.0.1', port, pid: program.child.pid, log, ended: () => program.ended, stop, destroy: stop };
}
