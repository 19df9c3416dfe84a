// Servers of this repository's image, each in a compose project of its own.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseLine, startError } from './local.mjs';
import { onFreePorts } from './ports.mjs';
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
export async function composeServer(options, given) {
  const project = new Project(`sagishi-e2e-${given.run}-${options.name}`.toLowerCase(), given);
  await project.register();
  try {
    return await onFreePorts(3, first => startOn(first, project, options));
  } catch (error) {
    await project.remove().catch(() => {}); // removeProjects tries again at the end
    throw error;
  }
}

async function startOn(first, project, { name, flags }) {
  project.env = {
    ...process.env,
    NAKAMA_GRPC_PORT: String(first),
    NAKAMA_HTTP_PORT: String(first + 1),
    NAKAMA_CONSOLE_PORT: String(first + 2),
    NAKAMA_FLAGS: ['--shutdown_grace_sec', '2', ...flags].map(quoted).join(' '),
  };
  const log = () => project.log();
  const server = {
    name, host: '127.0.0.1', port: first + 1, log,
    stop: () => project.compose('stop', 'nakama'),
    destroy: () => project.remove(),
  };
  try {
    await project.compose('up', '-d');
    await untilHealthy(server);
    return server;
  } catch (error) {
    const lines = await log().catch(() => []);
    await project.compose('down').catch(() => {}); // the volume stays for another try
    throw startError(name, error.message, lines);
  }
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

// A compose project: containers, a network and a volume. A file in the run's
// folder names it for as long as any of them may exist.
class Project {
  constructor(name, { root, dir, compose }) {
    Object.assign(this, { name, root, command: compose, file: join(projects(dir), name), env: process.env });
  }

  async register() {
    await mkdir(join(this.file, '..'), { recursive: true });
    await writeFile(this.file, '');
  }

  compose(...args) {
    const [command, ...prefix] = this.command;
    return run(command, [...prefix, '-p', this.name, ...args], { cwd: this.root, env: this.env });
  }

  async log() {
    const container = (await this.compose('ps', '-q', 'nakama')).trim();
    const text = await run('sh', ['-c', 'docker logs "$1" 2>&1', 'sh', container]);
    return text.split('\n').filter(Boolean).map(parseLine);
  }

  async remove() {
    await this.compose('down', '-v', '--remove-orphans');
    await rm(this.file, { force: true });
  }
}

const projects = dir => join(dir, 'projects');

/** Removes what servers of this run have left: of tests that failed or were interrupted. */
export async function removeProjects(given) {
  const names = await readdir(projects(given.dir)).catch(() => []);
  await Promise.all(names.map(name => new Project(name, given).remove()));
}
