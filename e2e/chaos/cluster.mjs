// A PostgreSQL cluster that can be cut off in the middle of anything.
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../lib/ports.mjs';
import { run } from '../lib/process.mjs';

const base = '/usr/lib/postgresql';
const asRoot = process.getuid() === 0;

// PostgreSQL refuses to run as root; Debian's package brings a user for it.
const asPostgres = (command, args, options) => asRoot
  ? run('runuser', ['-u', 'postgres', '--', command, ...args], options)
  : run(command, args, options);

function binaries() {
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => b - a) : [];
  return versions.map(version => join(base, version, 'bin')).find(dir => existsSync(join(dir, 'initdb'))) ?? '';
}

/** One cluster of its own, gone with the run. */
export class Cluster {
  static async start(dir, name) {
    const cluster = new Cluster();
    Object.assign(cluster, { bin: binaries(), data: join(dir, name), port: await freePorts(1), cuts: 0 });
    await mkdir(cluster.data);
    if (asRoot) {
      const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => run('id', [flag, 'postgres']).then(Number)));
      await chown(cluster.data, uid, gid);
    }
    await asPostgres(join(cluster.bin, 'initdb'),
      ['-D', cluster.data, '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8']);
    await cluster.back();
    return cluster;
  }

  // Commits reach the operating system, which outlives the database's death.
  async back() {
    const settings = `-p ${this.port} -h 127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200`;
    await this.control('-l', join(this.data, 'log'), '-o', settings, 'start');
  }

  /** Ends the database as a power cut does, and brings it back after a while. */
  async cut(pause) {
    this.cuts++;
    await this.control('-m', 'immediate', 'stop');
    await pause();
    await this.back();
  }

  control(...args) {
    return asPostgres(join(this.bin, 'pg_ctl'), ['-D', this.data, '-w', ...args]);
  }

  address(database) {
    return `postgres:none@127.0.0.1:${this.port}/${database}`;
  }

  /** Runs statements and answers what they print. */
  execute(database, text) {
    return run(join(this.bin, 'psql'),
      ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', this.port, '-U', 'postgres', '-d', database, '-c', text]);
  }

  /** Runs a query and answers its rows as objects. */
  async query(database, text) {
    return JSON.parse(await this.execute(database, `SELECT coalesce(json_agg(t), '[]') FROM (${text}) t`));
  }

  stop() {
    return this.control('-m', 'immediate', 'stop');
  }
}
