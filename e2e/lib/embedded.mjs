// The embedded server of this repository: the plugin in one process, without a
// Nakama and without a database.
import { join } from 'node:path';
import { parseLine, startError, untilServing } from './local.mjs';
import { onFreePorts } from './ports.mjs';
import { Program, run } from './process.mjs';

const stopMilliseconds = 20_000;

/** Test files that cannot run on the embedded server, and why. */
export const notOnEmbedded = {
  'servers/contract.test.mjs': 'compares a Nakama with the in-memory one',
  'servers/drain.test.mjs': 'starts a server again with its data',
  'servers/observe.test.mjs': 'reads the metrics of a Nakama',
  'servers/proxy.test.mjs': 'needs a Nakama behind nginx',
  'servers/rewards.test.mjs': 'starts a server again with its data',
  'servers/silent_database.test.mjs': 'has no database',
  'servers/shutdown.test.mjs': 'starts a server again with its data',
};

/** Whether the tests run on the embedded server. */
export const isEmbedded = () => process.env.SAGISHI_E2E_SERVER === 'embedded';

/** Builds the server into a folder. Returns the program. */
export async function buildEmbedded(root, folder) {
  const program = join(folder, 'play');
  await run('go', ['build', '-C', 'play', '-o', program, '.'], { cwd: root });
  return program;
}

/** Starts an embedded server. See startServer. */
export function embeddedServer({ name, env = {} }, { program }) {
  return onFreePorts(1, async port => {
    const settings = Object.entries(env).flatMap(([key, value]) => ['-env', `${key}=${value}`]);
    const server = new Program(program, ['-log', '-grace', '2s', '-address', `127.0.0.1:${port}`, ...settings]);
    const log = () => server.lines.map(parseLine);
    try {
      await untilServing(server, port);
    } catch (error) {
      server.child.kill('SIGKILL');
      throw startError(name, error.message, log());
    }
    const stop = () => server.stop(stopMilliseconds);
    return { name, host: '127.0.0.1', port, pid: server.child.pid, log, ended: () => server.ended, stop, destroy: stop };
  });
}
