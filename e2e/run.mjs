// Prepares the plugin, the database and a server, runs the test files, takes
// everything away again, and says what passed, failed and was skipped. Arguments
// choose test files by part of the path.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { rm, chmod, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isEmbedded, notOnEmbedded } from './lib/embedded.mjs';
import { prepare, Skip } from './lib/prepare.mjs';
import { interruptCommands } from './lib/process.mjs';
import { everyGameCounts, pluginErrors, startServer, warnings } from './lib/server.mjs';
import { environment } from './lib/state.mjs';
import { Summary } from './lib/summary.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const chosen = process.argv.slice(2);
const summary = new Summary(here);
const cleanups = [];
const later = cleanup => cleanups.push(cleanup);
let interrupted; // the signal
let testRunner;

async function main() {
  const dir = mkdtempSync(join(tmpdir(), 'sagishi-e2e-'));
  later(() => rm(dir, { recursive: true, force: true }));
  await chmod(dir, 0o755); // the database runs as another user
  const base = { root, dir, run: `${Date.now().toString(36)}${process.pid}`, config: join(root, 'nakama.yml') };
  const shared = files('tests');
  const own = files('servers');
  const state = await prepare(base, { contract: own.some(name => name.includes('contract')), later });
  if (shared.length > 0) await withServer(state, shared);
  if (own.length > 0) await runTests(own, state);
}

function files(folder) {
  return readdirSync(join(here, folder)).filter(name => name.endsWith('.test.mjs')).sort()
    .filter(name => chosen.length === 0 || chosen.some(part => `${folder}/${name}`.includes(part)))
    .filter(name => runsHere(`${folder}/${name}`))
    .map(name => join(here, folder, name));
}

function runsHere(name) {
  const reason = isEmbedded() && notOnEmbedded[name];
  if (reason) summary.skip(`${name}: ${reason}`);
  return !reason;
}

async function withServer(state, tests) {
  const server = await startServer({ name: 'default', env: { ...everyGameCounts, SAGISHI_SKILL: 'client' } }, state);
  try {
    const unexpected = warnings(await server.log());
    if (unexpected.length > 0) console.error('warnings at the start of the server:', unexpected);
    if (unexpected.length > 0) summary.fail('the server warned at its start: see above');
    await runTests(tests, { ...state, server: { host: server.host, port: server.port } });
    if (server.ended?.()) summary.fail('the server ended before the tests did');
    const errors = pluginErrors(await server.log());
    if (errors.length > 0) console.error('errors that the plugin logged:', errors);
    if (errors.length > 0) summary.fail('the plugin logged errors: see above');
  } finally {
    await keepLog(server).catch(error => summary.fail(error.message));
    await server.destroy();
  }
}

// Shows the end of the log when something failed: it may say why.
async function keepLog(server) {
  const lines = (await server.log()).map(line => JSON.stringify(line));
  if (process.env.SAGISHI_E2E_LOG) await writeFile(process.env.SAGISHI_E2E_LOG, lines.join('\n'));
  if (summary.failed.length > 0) console.error(`end of the server's log:\n${lines.slice(-40).join('\n')}`);
}

// The test files and the servers that they start are a process group of their
// own, so that nothing of it outlives them.
async function runTests(tests, state) {
  if (interrupted) return;
  const report = join(state.dir, `report-${basename(dirname(tests[0]))}.jsonl`);
  testRunner = spawn(process.execPath, [
    '--test',
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    `--test-reporter=${join(here, 'lib/reporter.mjs')}`, `--test-reporter-destination=${report}`,
    ...tests,
  ], { stdio: ['ignore', 'inherit', 'inherit'], env: environment(state), detached: true });
  const [code] = await once(testRunner, 'exit');
  endTests('SIGKILL');
  await summary.addReport(report, code);
}

function endTests(signal) {
  try {
    if (testRunner) process.kill(-testRunner.pid, signal);
  } catch {
    // Nothing is left of the group.
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = signal;
    endTests('SIGTERM');
    interruptCommands();
  });
}

try {
  await main();
} catch (error) {
  if (error instanceof Skip) summary.skip(`everything: ${error.message}`);
  else summary.fail(error.message);
  if (error instanceof Skip && process.env.SAGISHI_E2E_REQUIRED) summary.fail('SAGISHI_E2E_REQUIRED is set');
}
for (const cleanup of cleanups.reverse()) await cleanup().catch(error => summary.fail(`not cleaned up: ${error.message}`));
if (interrupted) summary.fail(`interrupted by ${interrupted}`);
summary.print();
process.exitCode = summary.exitCode;
