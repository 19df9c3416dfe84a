// A server process that is killed and restarted on the same ports.
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nakama, parseLine, untilServing } from '../lib/local.mjs';
import { freePorts, isPortTaken } from '../lib/ports.mjs';

/** One of the servers on a database. */
export class Server {
  constructor(name, { dir, config, runtime, address, env }) {
    Object.assign(this, { name, dir, config, runtime, address, env, host: '127.0.0.1', kills: 0, starts: 0, heldUntil: 0, stopped: false, dead: false, logs: [] });
  }

  get up() {
    return this.serving && !this.program.ended;
  }

  /** Starts the process and resolves when it serves, or throws if it ends first. */
  async start() {
    this.first ??= await freePorts(4);
    this.port = this.first + 2;
    this.starts++;
    this.serving = false;
    this.program = nakama({
      ...this, address: `${this.address}?application_name=${this.name}`, dataDir: await mkdtemp(join(this.dir, `${this.name}-`)),
      flags: [
        '--shutdown_grace_sec', '0',
        ...Object.entries(this.env).flatMap(([key, value]) => ['--runtime.env', `${key}=${value}`]),
      ],
    });
    this.logs.push(this.program.lines);
    await untilServing(this.program, this.port);
    this.serving = true;
  }

  /** Restarts the process whenever it has ended, until told otherwise. Without a database it ends at once. */
  async keepRunning(done) {
    while (!done() && !this.dead) {
      if (this.up || Date.now() < this.heldUntil) {
        await delay(20);
        continue;
      }
      await this.start().catch(() => this.startFailed());
      await (this.up ? undefined : delay(200));
    }
  }

  startFailed() {
    this.program.child.kill('SIGKILL');
    if (isPortTaken(this.program.lines.slice(-15).join('\n'))) this.first = undefined;
  }

  /** Lets the process restart now, and resolves when it serves. */
  async recover() {
    this.heldUntil = 0;
    while (!this.up && !this.dead) await delay(50);
  }

  /** Stops the process where it is, as a virtual machine that is paused. */
  stop() {
    this.stopped = true;
    this.program.child.kill('SIGSTOP');
  }

  /** Lets a stopped process go on. */
  goOn() {
    this.stopped = false;
    this.program.child.kill('SIGCONT');
  }

  /** kill -9, and it never comes back. */
  async die() {
    this.dead = true;
    this.serving = false;
    this.program.child.kill('SIGKILL');
    await this.program.exited;
  }

  /** kill -9, while it serves or while it starts; it stays down for so many milliseconds. */
  async kill(hold = 0) {
    this.heldUntil = Date.now() + hold;
    if (!this.program || this.program.ended) return;
    this.kills++;
    this.serving = false;
    this.program.child.kill('SIGKILL');
    await this.program.exited;
  }

  /** Every line of every process, parsed. */
  log() {
    return this.logs.flat().map(parseLine);
  }

  /** How many lines of all processes have the text. */
  logged(text) {
    return this.logs.flat().filter(line => line.includes(text)).length;
  }

  /** What the process keeps in memory, in MiB: now and at most. */
  async memory() {
    const status = await readFile(`/proc/${this.program.child.pid}/status`, 'utf8');
    const of = name => Math.round(Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024);
    return { now: of('VmRSS'), peak: of('VmHWM') };
  }
}
