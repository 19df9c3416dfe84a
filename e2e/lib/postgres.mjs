// The database: the one that was given, or a cluster of its own.
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onFreePorts } from './ports.mjs';
import { run, works } from './process.mjs';

const asRoot = process.getuid() === 0;

// PostgreSQL refuses to run as root; Debian's package brings a user for it.
const asPostgres = (command, args) => asRoot
  ? run('runuser', ['-u', 'postgres', '--', command, ...args], { cwd: '/' })
  : run(command, args);

// The folder of PostgreSQL's programs, '' for the PATH; undefined where there are none.
async function programs() {
  if (await works('initdb', ['--version'])) return '';
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => b - a) : [];
  return versions.map(version => join(base, version, 'bin')).find(dir => existsSync(join(dir, 'initdb')));
}

/** A cluster that a run starts for itself, in a folder that goes with the run. */
export class Cluster {
  static #started = new Set();

  environment = []; // of the server, such as NAME=value

  /** Makes and starts one in a new folder. `settings` are options of the server, `fill` puts files into the folder. */
  static async start(data, settings, fill = cluster => cluster.init()) {
    const bin = await programs();
    if (bin === undefined) throw new Error('there is no PostgreSQL here (Debian: apt-get install postgresql)');
    const cluster = Object.assign(new this(), { bin, data, settings });
    await mkdir(data);
    if (asRoot) {
      const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => run('id', [flag, 'postgres']).then(Number)));
      await chown(data, uid, gid);
    }
    await fill(cluster);
    Cluster.#started.add(cluster);
    await onFreePorts(1, port => {
      cluster.port = port;
      return cluster.resume();
    });
    return cluster;
  }

  init() {
    return asPostgres(this.program('initdb'), ['-D', this.data, '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8']);
  }

  program(name) {
    return join(this.bin, name);
  }

  /** Starts the server on the cluster's port. */
  async resume() {
    const log = join(this.data, 'log');
    const options = `-p ${this.port} -h 127.0.0.1 -c unix_socket_directories='' -c fsync=off ${this.settings}`;
    try {
      await this.control('-l', log, '-o', options, 'start');
    } catch (error) {
      throw new Error(`${error.message}\n${await readFile(log, 'utf8').catch(() => '')}`);
    }
  }

  control(...args) {
    return asPostgres('env', [...this.environment, this.program('pg_ctl'), '-D', this.data, '-w', ...args]);
  }

  address(database) {
    return `postgres:none@127.0.0.1:${this.port}/${database}`;
  }

  /** Ends the servers of all clusters that are up. */
  static async stopAll() {
    await Promise.allSettled([...Cluster.#started].map(cluster => cluster.stop()));
  }

  /** Ends the server at once: nothing of it is kept. */
  stop() {
    return this.control('-m', 'immediate', 'stop');
  }
}

/** Answers `{address(name), stop()}`, or undefined where there is no PostgreSQL. */
export async function startPostgres(dir, given) {
  if (given) {
    const base = given.replace(/\/[^/]*$/, '');
    return { address: name => `${base}/${name}`, stop: async () => {} };
  }
  if (await programs() === undefined) return undefined;
  return Cluster.start(join(dir, 'postgres'), '-c full_page_writes=off');
}
