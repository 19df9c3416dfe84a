// Kills, stops and loses servers, cuts and restores the database around the ends
// of periods and games, and then audits the database. Not part of the tests: it
// takes as many minutes as it has rounds, and more for some of them.
//
//   node e2e/chaos/run.mjs --rounds 10 [--deployments 2] [--seed 1]
//   node e2e/chaos/run.mjs --minutes 60 [--faults 'stop,dead node,restore']
//   node e2e/chaos/run.mjs --participants 100000
import { mkdtempSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Cluster } from '../lib/postgres.mjs';
import { buildPlugin } from '../lib/prepare.mjs';
import { interruptCommands, killPrograms } from '../lib/process.mjs';
import { payMany } from './load.mjs';
import { prizes } from './participants.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' }, minutes: { type: 'string' }, faults: { type: 'string' }, deployments: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' }, participants: { type: 'string' },
  },
});

const began = Date.now();
const log = text => console.log(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);

async function prepare() {
  await chmod(dir, 0o755); // the database runs as another user
  const runtime = join(dir, 'modules');
  await buildPlugin(root, runtime);
  await writeFile(join(runtime, 'prizes.json'), JSON.stringify(prizes));
  return { dir, runtime, config: join(root, 'nakama.yml'), log };
}

async function chosenFaults() {
  const { faults, possible } = await import('./rounds.mjs');
  const missing = Object.keys(faults).filter(fault => !possible.includes(fault));
  if (missing.length > 0) log(`left out: ${missing} (Debian: apt-get install faketime)`);
  const chosen = options.faults?.split(',') ?? possible;
  const unknown = chosen.find(fault => !possible.includes(fault));
  if (unknown !== undefined) throw new Error(`there is no fault ${unknown} here; there are ${possible.join(', ')}`);
  return chosen;
}

const dir = mkdtempSync(join(tmpdir(), 'sagishi-chaos-'));

/** Answers whether all is right. */
async function main() {
  const given = await prepare();
  if (options.participants) {
    console.log(JSON.stringify(await payMany(Number(options.participants), given), null, 2));
    return true;
  }
  const { runWithFaults } = await import('./faults.mjs');
  return runWithFaults({
    rounds: Number(options.rounds), until: options.minutes && Date.now() + Number(options.minutes) * 60_000,
    faults: await chosenFaults(), deployments: Number(options.deployments), seed: Number(options.seed),
  }, given);
}

/** Leaves nothing running and no files behind. */
async function cleanUp() {
  interruptCommands();
  killPrograms();
  await Cluster.stopAll();
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
}

const interruption = new Promise(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(false));
});
const right = await Promise.race([main(), interruption]).finally(cleanUp);
process.exit(right ? 0 : 1);
