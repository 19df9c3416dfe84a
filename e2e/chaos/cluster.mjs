// A PostgreSQL cluster that can be cut off at any moment, whose clock can be
// wrong, and that can be queried and copied.
import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Cluster } from '../lib/postgres.mjs';
import { run } from '../lib/process.mjs';

const settings = '-c max_connections=200 -c idle_in_transaction_session_timeout=10s'; // the second as in docker-compose.yml

// Debian's package faketime has it below /usr/lib/ARCHITECTURE.
const library = readdirSync('/usr/lib').map(name => join('/usr/lib', name, 'faketime/libfaketime.so.1')).find(existsSync);

/** Whether the database's clock can be set apart from the machine's. */
export const canFakeClocks = library !== undefined;

/** One cluster of its own, gone with the run. */
export class FaultyCluster extends Cluster {
  cuts = 0;
  ahead = 0; // seconds by which its clock is ahead of the machine's

  static create(dir, name) {
    return this.start(join(dir, name), settings);
  }

  /** Starts a cluster on a copy of the files of one that is down. */
  static async copy(dir, name, source) {
    return this.start(join(dir, name), settings, async ({ data }) => {
      await run('cp', ['-a', `${source.data}/.`, data]);
      await rm(join(data, 'postmaster.pid'), { force: true });
    });
  }

  /** Ends the database as a power cut does, and brings it back after a while. */
  async cut(pause) {
    this.cuts++;
    await this.stop();
    await pause();
    await this.resume();
  }

  /** Puts the database's clock so many seconds ahead of the machine's, or behind it. That takes a restart. */
  async setClock(seconds) {
    if (seconds === this.ahead) return;
    this.ahead = seconds;
    await this.cut(() => {
      this.environment = seconds === 0 ? []
        : [`LD_PRELOAD=${library}`, `FAKETIME=${seconds < 0 ? '' : '+'}${seconds}s`, 'FAKETIME_DONT_FAKE_MONOTONIC=1'];
    });
  }

  /** The flags with which PostgreSQL's programs connect to a database. */
  connection(database) {
    return ['-h', '127.0.0.1', '-p', this.port, '-U', 'postgres', '-d', database];
  }

  /** Runs statements and answers what they print. */
  execute(database, text) {
    return run(this.program('psql'), ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...this.connection(database), '-c', text]);
  }

  /** Runs a query and answers its rows as objects. */
  async query(database, text) {
    return JSON.parse(await this.execute(database, `SELECT coalesce(json_agg(t), '[]') FROM (${text}) t`));
  }

  /** Writes a dump of the database into a file. */
  dump(database, file) {
    return run(this.program('pg_dump'), [...this.connection(database), '-f', file]);
  }

  /** Makes the database out of a dump. */
  async restore(database, file) {
    await this.execute('postgres', `CREATE DATABASE ${database}`);
    await run(this.program('psql'), ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...this.connection(database), '-f', file]);
  }
}
