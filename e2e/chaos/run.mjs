// Kills servers and cuts the database around the ends of periods and games, and
// then audits the database. Not part of the tests: it takes as many minutes as
// it has rounds.
//
//   node e2e/chaos/run.mjs --rounds 10 [--deployments 2] [--seed 1]
//   node e2e/chaos/run.mjs --participants 100000
import { mkdtempSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPlugin } from '../lib/prepare.mjs';
import { payMany } from './load.mjs';
import { prizes } from './participants.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' }, deployments: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' }, participants: { type: 'string' },
  },
});

const began = Date.now();
const log = text => console.log(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);

async function prepare(dir) {
  await chmod(dir, 0o755); // the database runs as another user
  const runtime = join(dir, 'modules');
  await buildPlugin(root, runtime);
  await writeFile(join(runtime, 'prizes.json'), JSON.stringify(prizes));
  return { dir, runtime, config: join(root, 'nakama.yml'), log };
}

async function main() {
  const dir = mkdtempSync(join(tmpdir(), 'sagishi-chaos-'));
  try {
    const given = await prepare(dir);
    if (options.participants) {
      console.log(JSON.stringify(await payMany(Number(options.participants), given), null, 2));
      return true;
    }
    const { runWithFaults } = await import('./faults.mjs');
    const numbers = { rounds: Number(options.rounds), deployments: Number(options.deployments), seed: Number(options.seed) };
    return await runWithFaults(numbers, given);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

process.exit(await main() ? 0 : 1);
