// Attacks a server of this machine, behind its proxy and with the repository's
// nakama.yml, while others play; prints what they notice of it, and what each
// attack costs in memory and rows. Ends by itself. Not part of the tests.
//
//   node e2e/attack/run.mjs [--seconds 20] [--addresses 4] [--list] [NAME...]
import { mkdtempSync } from 'node:fs';
import { chmod, readFile, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FaultyCluster } from '../chaos/cluster.mjs';
import { localServer } from '../lib/local.mjs';
import { buildPlugin } from '../lib/prepare.mjs';
import { interruptCommands, run } from '../lib/process.mjs';
import { hasNginx, startProxy } from '../lib/proxy.mjs';
import { attacks } from './attacks.mjs';
import { p99, Players } from './players.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '20' }, addresses: { type: 'string', default: '4' }, list: { type: 'boolean' },
  },
});
const seconds = Math.min(60, Math.max(1, Number(options.seconds) || 20));
const addresses = Math.min(16, Math.max(1, Number(options.addresses) || 4));
const names = positionals.length ? positionals : Object.keys(attacks);
const restSeconds = 5; // after an attack, before its memory is read
const aims = { tickGap: 150, rpc: 250, after: 300 }; // at most: milliseconds, and MB
const database = 'e2e_attack_attack';

// The server's memory in MB.
async function memory({ pid }) {
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

// The processor time that the server has used, in seconds.
async function processorSeconds({ pid }) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function rows(cluster) {
  const tables = await cluster.query(database, `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);
  const counts = await cluster.query(database, tables.map(({ name }) => `SELECT '${name}' AS name, count(*) AS n FROM "${name}"`).join(' UNION ALL '));
  return new Map(counts.map(({ name, n }) => [name, n]));
}

// One line of the table: an attack, or nothing for as long.
async function measure(name, { server, proxy, cluster, players }) {
  const before = await memory(server);
  const had = await rows(cluster);
  let peak = before;
  const watch = setInterval(() => memory(server).then(now => { peak = Math.max(peak, now); }, () => {}), 100);
  players.reset();
  const began = [Date.now(), await processorSeconds(server)];
  const result = name ? await attack(name, proxy, players) : await delay(seconds * 1000, {});
  const line = {
    attack: name ?? '(none)', tickGap: p99(players.gaps), rpc: p99(players.calls), failures: players.failures,
    gaps: players.gaps, calls: players.calls, ...result,
    cores: (await processorSeconds(server) - began[1]) / (Date.now() - began[0]) * 1000,
  };
  clearInterval(watch);
  await delay(restSeconds * 1000);
  const has = await rows(cluster);
  const left = [...has].map(([table, n]) => [table, n - (had.get(table) ?? 0)]).filter(([, n]) => n !== 0);
  return { ...line, before, peak, after: await memory(server), left };
}

async function attack(name, proxy, players) {
  const given = JSON.stringify({ port: proxy.port, seconds, addresses, targets: players.ids });
  const output = await run(process.execPath, [join(here, 'attacker.mjs'), name, given], { timeout: (seconds + 30) * 1000 })
    .catch(error => JSON.stringify({ error: error.message.slice(0, 200) }));
  return JSON.parse(output);
}

const megabytes = value => value.toFixed(0);

function print({ attack, tickGap, rpc, failures, cores, before, peak, after, left, counts, error }) {
  console.log(`| ${attack} | ${tickGap} | ${rpc} | ${failures.length} | ${cores.toFixed(2)} | ${[before, peak, after].map(megabytes).join(' / ')} | ${left.map(([table, n]) => `${table} ${n}`).join(', ')} |`);
  if (counts) console.log(`    ${Object.entries(counts).map(([kind, n]) => `${kind}: ${n}`).join(', ')}`);
  if (error) console.log(`    the attack ended early: ${error}`);
  for (const failure of [...new Set(failures)].slice(0, 3)) console.log(`    others: ${failure}`);
}

async function main(dir, later) {
  await chmod(dir, 0o755); // the database and nginx run as other users
  const runtime = join(dir, 'modules');
  await buildPlugin(root, runtime);
  const cluster = await FaultyCluster.create(dir, 'attack');
  later(() => cluster.stop());
  const given = { root, dir, run: 'attack', config: join(root, 'nakama.yml'), runtime, database: cluster.address('{name}') };
  const server = await localServer({ name: 'attack', flags: [] }, given);
  later(() => server.stop());
  const proxy = await startProxy(server, given);
  later(() => proxy.stop());
  const players = await Players.join(proxy);
  const playing = new AbortController();
  const played = players.play(playing.signal);
  later(async () => {
    playing.abort();
    await played;
    players.close();
  });
  console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, load ${loadavg().map(load => load.toFixed(1)).join(' ')}, ${seconds} s each from ${addresses} addresses`);
  console.log('\n| attack | tick gap p99, ms | RPC p99, ms | failures of others | cores | memory before / peak / after, MB | rows left |\n| --- | --- | --- | --- | --- | --- | --- |');
  const all = [];
  for (const name of [undefined, ...names]) {
    const line = await measure(name, { server, proxy, cluster, players });
    if (name) all.push(line);
    print(line);
    if (server.ended()) throw new Error(`the server ended:\n${server.log().slice(-10).map(text => JSON.stringify(text)).join('\n')}`);
  }
  const total = {
    attack: 'all in turn', tickGap: p99(all.flatMap(({ gaps }) => gaps)), rpc: p99(all.flatMap(({ calls }) => calls)),
    failures: all.flatMap(({ failures }) => failures), before: all[0].before, peak: Math.max(...all.map(({ peak }) => peak)), after: all.at(-1).after, left: [],
    cores: all.reduce((sum, { cores }) => sum + cores, 0) / all.length,
  };
  print(total);
  const missed = Object.keys(aims).filter(aim => !(total[aim] <= aims[aim]));
  console.log(`\naims (tick gap ${aims.tickGap} ms, RPC ${aims.rpc} ms, memory after it ${aims.after} MB): ${missed.length ? `missed ${missed.join(', ')}` : 'met'}`);
  console.log(`load at the end ${loadavg().map(load => load.toFixed(1)).join(' ')}`);
}

if (options.list || names.some(name => !attacks[name])) {
  console.log(`attacks: ${Object.keys(attacks).join(' ')}`);
  process.exit(options.list ? 0 : 1);
}
if (!await hasNginx()) {
  console.error('make attack needs nginx (Debian: apt-get install nginx), a nakama on the PATH and PostgreSQL');
  process.exit(1);
}
const dir = mkdtempSync(join(tmpdir(), 'sagishi-attack-'));
const cleanups = [() => rm(dir, { recursive: true, force: true })];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => finish(1));

async function finish(code) {
  interruptCommands();
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch(error => console.error(error.message));
  process.exit(code);
}

await main(dir, cleanup => cleanups.push(cleanup)).then(() => finish(0), error => {
  console.error(error.message);
  return finish(1);
});
