// A PostgreSQL cluster that can be cut off at any moment, and queried.
import { join } from 'node:path';
import { Cluster } from '../lib/postgres.mjs';
import { run } from '../lib/process.mjs';

/** One cluster of its own, gone with the run. */
export class FaultyCluster extends Cluster {
  cuts = 0;

  static create(dir, name) {
    return this.start(join(dir, name), '-c max_connections=200');
  }

  /** Ends the database as a power cut does, and brings it back after a while. */
  async cut(pause) {
    this.cuts++;
    await this.stop();
    await pause();
    await this.resume();
  }

  /** Runs statements and answers what they print. */
  execute(database, text) {
    return run(this.program('psql'),
      ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', this.port, '-U', 'postgres', '-d', database, '-c', text]);
  }

  /** Runs a query and answers its rows as objects. */
  async query(database, text) {
    return JSON.parse(await this.execute(database, `SELECT coalesce(json_agg(t), '[]') FROM (${text}) t`));
  }
}
