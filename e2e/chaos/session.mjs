// A connection to the database that keeps its transaction, and so its locks.
import { Program } from '../lib/process.mjs';

const answerMilliseconds = 10_000;

/** One psql that is told statement after statement. */
export class Session {
  asked = 0;

  constructor(cluster, database) {
    this.program = new Program(cluster.program('psql'), ['-X', '-q', '-A', '-t', ...cluster.connection(database)],
      { stdio: ['pipe', 'pipe', 'pipe'] });
    this.program.child.stdin.on('error', () => {}); // the database was cut: the next question says so
  }

  /** Runs statements and answers the lines that they print. */
  async ask(text) {
    const end = `answered ${++this.asked}`;
    const first = this.program.lines.length;
    this.program.child.stdin.write(`${text};\n\\echo ${end}\n`);
    await this.program.line(line => line === end, answerMilliseconds);
    const lines = this.program.lines.slice(first, -1);
    const failed = lines.find(line => line.includes('ERROR:'));
    if (failed) throw new Error(failed);
    return lines;
  }

  /** Ends the connection, and with it its transaction. */
  async end() {
    this.program.child.stdin.end('ROLLBACK;\n');
    await this.program.exited;
  }
}
