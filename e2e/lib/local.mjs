// Servers of the nakama binary on the PATH.
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from './ports.mjs';
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

/** Starts a server of the local binary. See startServer. */
export async function localServer({ name, flags, plugin }, { dir, run: runID, config, runtime, database }) {
  const address = database.replace('{name}', `e2e_${runID}_${name}`);
  await run('nakama', ['migrate', 'up', '--database.address', address, '--logger.level', 'warn']);
  const first = await freePorts(4); // console gRPC, gRPC, HTTP, console: Nakama derives two of them
  const program = new Program('nakama', [
    '--config', config,
    '--name', 'e2e',
    '--data_dir', await mkdtemp(join(dir, `${name}-`)),
    '--runtime.path', plugin ?? runtime,
    '--database.address', address,
    '--socket.address', '127.0.0.1', '--socket.port', String(first + 2),
    '--console.address', '127.0.0.1', '--console.port', String(first + 3),
    '--shutdown_grace_sec', '2',
    ...flags,
  ], { env: { ...process.env, NAKAMA_TELEMETRY: '0' } });
  const log = () => program.lines.map(parseLine);
  try {
    await program.line(line => parseLine(line).msg === 'Startup done', startMilliseconds);
  } catch (error) {
    program.child.kill('SIGKILL');
    throw Object.assign(new Error(`${name}: ${error.message}\n${program.lines.slice(-15).join('\n')}`), { log: log() });
  }
  const stop = () => program.stop(stopMilliseconds);
  const ended = () => program.child.exitCode !== null || program.child.signalCode !== null;
  return { name, host: '127.0.0.1', port: first + 2, log, ended, stop, destroy: stop };
}
