// Child processes: run to the end, or watched line by line.
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const running = new Set();
const programs = new Set();

/** Runs a command to its end and answers what it printed. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { maxBuffer: 1 << 26, ...options }, (error, stdout, stderr) => {
      running.delete(child);
      if (!error) return resolve(stdout);
      reject(new Error(`${command} ${args.join(' ')}: ${error.message}\n${stdout}${stderr}`));
    });
    running.add(child);
  });
}

/** Ends the commands that run() runs now; each call of run() fails. */
export function interruptCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/** Kills the programs that are still up. */
export function killPrograms() {
  for (const { child } of programs) child.kill('SIGKILL');
}

/** Whether a command can be run at all. */
export async function works(command, args) {
  return run(command, args).then(() => true, () => false);
}

/** A running program whose output is kept, and can be waited for. */
export class Program {
  constructor(command, args, options = {}) {
    this.lines = [];
    this.printed = new EventEmitter().setMaxListeners(0);
    this.child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    programs.add(this);
    this.exited = once(this.child, 'exit').then(([code, signal]) => {
      programs.delete(this);
      return { code, signal };
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        this.lines.push(line);
        this.printed.emit('line', line);
      });
    }
  }

  /** Whether the program has ended. */
  get ended() {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Resolves with the first line, printed already or to come, that fits. */
  line(fits, milliseconds) {
    return new Promise((resolve, reject) => {
      const found = this.lines.find(fits);
      if (found !== undefined) return resolve(found);
      const timer = setTimeout(() => end(reject, new Error('the line never came')), milliseconds);
      const listen = line => fits(line) && end(resolve, line);
      const end = (complete, value) => {
        clearTimeout(timer);
        this.printed.off('line', listen);
        complete(value);
      };
      this.printed.on('line', listen);
      this.exited.then(({ code, signal }) => end(reject, new Error(`it ended first: ${signal ?? code}`)));
    });
  }

  /** Asks the program to end, and makes it end when it takes too long. */
  async stop(milliseconds) {
    this.child.kill('SIGTERM');
    const limit = new AbortController();
    const late = delay(milliseconds, 'late', { signal: limit.signal, ref: false }).catch(() => 'in time');
    if (await Promise.race([this.exited, late]) === 'late') this.child.kill('SIGKILL');
    const how = await this.exited;
    limit.abort();
    return how;
  }
}
