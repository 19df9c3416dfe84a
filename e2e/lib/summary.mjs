// What is printed at the end: which tests failed and where, what was skipped
// and why, and the numbers.
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';

/** The outcome of everything that ran. */
export class Summary {
  constructor(root) {
    Object.assign(this, { root, passed: 0, failed: [], skipped: [] });
  }

  /** Adds what the reporter wrote of one run of node --test. */
  async addReport(path, exitCode) {
    const before = this.failed.length;
    for (const line of (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(Boolean)) {
      const { outcome, name, file, line: at, reason } = JSON.parse(line);
      const place = file ? `${relative(this.root, file)}${at ? `:${at}` : ''}  ` : '';
      const text = `${place}${name}${reason ? `: ${shortened(reason)}` : ''}`;
      if (outcome === 'passed') this.passed++;
      else this[outcome].push(text);
    }
    if (exitCode !== 0 && this.failed.length === before) this.fail(`node --test ended with ${exitCode ?? 'a signal'}`);
  }

  /** Adds a failure that is not a test's. */
  fail(text) {
    this.failed.push(text);
  }

  /** Adds a reason for which tests did not run. */
  skip(text) {
    this.skipped.push(text);
  }

  get exitCode() {
    return this.failed.length > 0 ? 1 : 0;
  }

  print() {
    console.log('\nend-to-end tests');
    for (const text of this.failed) console.log(`  failed:  ${text}`);
    for (const text of this.skipped) console.log(`  skipped: ${text}`);
    console.log(`${this.passed} passed, ${this.failed.length} failed, ${this.skipped.length} skipped`);
  }
}

const shortened = text => text.trim().split(/\s*\n\s*/).slice(0, 3).join(' ').slice(0, 300);
