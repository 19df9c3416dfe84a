// A server process that is killed and comes back on the same ports.
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseLine } from '../lib/local.mjs';
import { freePorts } from '../lib/ports.mjs';
import { Program } from '../lib/process.mjs';

const patience = 30_000;

/** One of the servers on a world's database. */
export class Node {
  constructor(name, { dir, config, runtime, address, env }) {
    Object.assign(this, { name, dir, config, runtime, address, env, host: '127.0.0.1', kills: 0, starts: 0, heldUntil: 0, logs: [] });
  }

  get up() {
    return this.serving && this.program.child.exitCode === null && this.program.child.signalCode === null;
  }

  /** Starts the process and resolves when it serves, or throws if it ends first. */
  async start() {
    this.first ??= await freePorts(4);
    this.port = this.first + 2;
    this.starts++;
    this.serving = false;
    this.program = new Program('nakama', [
      '--config', this.config, '--name', this.name,
      '--data_dir', await mkdtemp(join(this.dir, `${this.name}-`)),
      '--runtime.path', this.runtime, '--database.address', this.address,
      '--socket.address', this.host, '--socket.port', String(this.port),
      '--console.address', this.host, '--console.port', String(this.first + 3),
      '--shutdown_grace_sec', '0',
      ...Object.entries(this.env).flatMap(([key, value]) => ['--runtime.env', `${key}=${value}`]),
    ], { env: { ...process.env, NAKAMA_TELEMETRY: '0' } });
    this.logs.push(this.program.lines);
    await this.program.line(line => parseLine(line).msg === 'Startup done', patience);
    this.serving = true;
  }

  /** Brings the process back whenever it has ended, until told otherwise. Without a database it ends at once. */
  async keep(done) {
    while (!done()) {
      if (this.up || Date.now() < this.heldUntil) {
        await delay(20);
        continue;
      }
      await this.start().catch(() => this.program.child.kill('SIGKILL'));
      await (this.up ? undefined : delay(200));
    }
  }

  /** Resolves when it serves again, as soon as it may. */
  async back() {
    this.heldUntil = 0;
    while (!this.up) await delay(50);
  }

  /** kill -9, while it serves or while it starts; it stays down for so many milliseconds. */
  async kill(hold = 0) {
    this.heldUntil = Date.now() + hold;
    if (!this.program || this.program.child.exitCode !== null || this.program.child.signalCode !== null) return;
    this.kills++;
    this.serving = false;
    this.program.child.kill('SIGKILL');
    await this.program.exited;
  }

  /** Every line of every process, parsed. */
  log() {
    return this.logs.flat().map(parseLine);
  }

  /** What the process keeps in memory, in MiB: now and at most. */
  async memory() {
    const status = await readFile(`/proc/${this.program.child.pid}/status`, 'utf8');
    const of = name => Math.round(Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024);
    return { now: of('VmRSS'), most: of('VmHWM') };
  }
}
