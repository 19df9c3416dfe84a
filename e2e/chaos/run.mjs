// Kills servers and cuts the database around the ends of periods and games, and
// then balances the books. Not part of the tests: it takes as many minutes as
// it has rounds.
//
//   node e2e/chaos/run.mjs --rounds 10 [--worlds 2] [--seed 1]
//   node e2e/chaos/run.mjs --crowd 100000
import { mkdtempSync } from 'node:fs';
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { run } from '../lib/process.mjs';
import { crowd } from './crowd.mjs';
import { prizes } from './entrants.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' }, worlds: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' }, crowd: { type: 'string' },
  },
});

const began = Date.now();
const say = text => console.log(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);

async function prepare(dir) {
  await chmod(dir, 0o755); // the database runs as another user
  const runtime = join(dir, 'modules');
  await mkdir(runtime);
  const plugin = join(runtime, 'sagishi.so');
  if (process.env.SAGISHI_E2E_PLUGIN) await copyFile(process.env.SAGISHI_E2E_PLUGIN, plugin);
  else {
    await run('go', ['build', '-trimpath', '-buildmode=plugin', '-o', plugin, '.'],
      { cwd: root, env: { ...process.env, CGO_ENABLED: '1' } });
  }
  await writeFile(join(runtime, 'prizes.json'), JSON.stringify(prizes));
  return { dir, runtime, config: join(root, 'nakama.yml'), say };
}

async function main() {
  const dir = mkdtempSync(join(tmpdir(), 'sagishi-chaos-'));
  try {
    const given = await prepare(dir);
    if (options.crowd) {
      console.log(JSON.stringify(await crowd(Number(options.crowd), given), null, 2));
      return true;
    }
    const { storms } = await import('./storm.mjs');
    return await storms({ rounds: Number(options.rounds), worlds: Number(options.worlds), seed: Number(options.seed) }, given);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

process.exit(await main() ? 0 : 1);
