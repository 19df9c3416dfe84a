// Prepares the plugin, the database and a server, runs the test files, and
// takes everything away again. Arguments choose test files by part of the name.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { mkdir, rm, copyFile, chmod, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeCommand } from './lib/compose.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { run, works } from './lib/process.mjs';
import { complaints, faults, startServer } from './lib/server.mjs';
import { environment } from './lib/state.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const cleanups = [];
const chosen = process.argv.slice(2);

class Skip extends Error {}

async function main() {
  const dir = mkdtempSync(join(tmpdir(), 'sagishi-e2e-'));
  cleanups.push(() => rm(dir, { recursive: true, force: true }));
  await chmod(dir, 0o755); // the database runs as another user
  const base = { root, dir, run: Date.now().toString(36), config: join(root, 'nakama.yml') };
  const state = await works('nakama', ['--version']) ? await prepareLocal(base) : await prepareDocker(base);
  const own = files('servers');
  const shared = files('tests');
  let failed = false;
  if (shared.length > 0) failed = await withServer(state, shared) || failed;
  if (own.length > 0) failed = await runTests(own, state) || failed;
  return failed ? 1 : 0;
}

function files(folder) {
  return readdirSync(join(here, folder)).filter(name => name.endsWith('.test.mjs')).sort()
    .filter(name => chosen.length === 0 || chosen.some(part => `${folder}/${name}`.includes(part)))
    .map(name => join(here, folder, name));
}

async function prepareLocal(base) {
  const postgres = await startPostgres(base.dir, process.env.SAGISHI_E2E_DATABASE);
  if (!postgres) throw new Skip('there is no PostgreSQL here (Debian: apt-get install postgresql) and no SAGISHI_E2E_DATABASE');
  cleanups.push(postgres.stop);
  const runtime = join(base.dir, 'modules');
  await mkdir(runtime);
  const plugin = join(runtime, 'sagishi.so');
  if (process.env.SAGISHI_E2E_PLUGIN) await copyFile(process.env.SAGISHI_E2E_PLUGIN, plugin);
  else await build(plugin, '.');
  const contract = join(base.dir, 'contract');
  if (files('servers').some(name => name.includes('contract'))) {
    await mkdir(contract);
    await build(join(contract, 'contract.so'), './e2e/contract');
  }
  return { ...base, mode: 'local', runtime, contract, database: postgres.address('{name}') };
}

const build = (output, folder) => run('go', ['build', '-trimpath', '-buildmode=plugin', '-o', output, folder],
  { cwd: root, env: { ...process.env, CGO_ENABLED: '1' } });

async function prepareDocker(base) {
  const compose = await composeCommand();
  if (!compose) throw new Skip('there is no nakama on the PATH and no docker compose');
  const [command, ...prefix] = compose;
  await run(command, [...prefix, 'build'], { cwd: root });
  return { ...base, mode: 'docker', compose };
}

async function withServer(state, tests) {
  const server = await startServer({ name: 'default' }, state);
  let failed = true;
  try {
    const complaint = complaints(await server.log());
    if (complaint.length > 0) console.error('the server complains at its start:', complaint);
    failed = await runTests(tests, { ...state, server: { host: server.host, port: server.port } });
    if (server.ended?.()) console.error('the server ended by itself, or somebody ended it');
    const errors = faults(await server.log());
    if (errors.length > 0) console.error('the plugin logged errors:', errors);
    failed ||= complaint.length > 0 || errors.length > 0 || Boolean(server.ended?.());
  } finally {
    await report(server, failed);
    await server.destroy();
  }
  return failed;
}

// The log of a run that failed, for whoever has to find out why.
async function report(server, failed) {
  const lines = (await server.log()).map(line => JSON.stringify(line));
  if (process.env.SAGISHI_E2E_LOG) await writeFile(process.env.SAGISHI_E2E_LOG, lines.join('\n'));
  if (failed) console.error(`last of the server's log:\n${lines.slice(-40).join('\n')}`);
}

async function runTests(tests, state) {
  const child = spawn(process.execPath, ['--test', '--test-reporter=spec', ...tests], { stdio: 'inherit', env: environment(state) });
  const [code] = await once(child, 'exit');
  return code !== 0;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {}); // the children end, then this does

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Skip)) console.error(error.message);
  else console.log(`end-to-end tests skipped: ${error.message}`);
  process.exitCode = error instanceof Skip && !process.env.SAGISHI_E2E_REQUIRED ? 0 : 1;
} finally {
  for (const cleanup of cleanups.reverse()) await cleanup().catch(error => console.error(error.message));
}
