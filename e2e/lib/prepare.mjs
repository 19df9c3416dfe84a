// What the tests need before the first server starts: the plugin and a database,
// or the image.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { composeCommand, removeProjects } from './compose.mjs';
import { buildEmbedded, isEmbedded } from './embedded.mjs';
import { hasNginx } from './proxy.mjs';
import { startPostgres } from './postgres.mjs';
import { run, works } from './process.mjs';

/** A reason for which the tests cannot run here. */
export class Skip extends Error {}

/**
 * Prepares for the embedded server if SAGISHI_E2E_SERVER says so, else for the nakama on
 * the PATH, or else for Docker. `later` takes clean-ups.
 */
export async function prepare(base, { contract, later }) {
  if (isEmbedded()) return { ...base, mode: 'embedded', program: await buildEmbedded(base.root, base.dir) };
  return await works('nakama', ['--version']) ? prepareLocal(base, contract, later) : prepareDocker(base, later);
}

async function prepareLocal(base, wantsContract, later) {
  const postgres = await startPostgres(base.dir, process.env.SAGISHI_E2E_DATABASE);
  if (!postgres) throw new Skip('there is no PostgreSQL here (Debian: apt-get install postgresql) and no SAGISHI_E2E_DATABASE');
  later(() => postgres.stop());
  const proxied = Boolean(process.env.SAGISHI_E2E_PROXY);
  if (proxied && !await hasNginx()) throw new Skip('there is no nginx here (Debian: apt-get install nginx)');
  const runtime = join(base.dir, 'modules');
  await buildPlugin(base.root, runtime);
  const contract = join(base.dir, 'contract');
  if (wantsContract) {
    await mkdir(contract);
    await build(base.root, join(contract, 'contract.so'), './e2e/contract');
  }
  return { ...base, mode: 'local', proxied, runtime, contract, database: postgres.address('{name}') };
}

/** Puts the plugin into a new folder: a built one if SAGISHI_E2E_PLUGIN names it. */
export async function buildPlugin(root, folder) {
  await mkdir(folder);
  const plugin = join(folder, 'sagishi.so');
  if (process.env.SAGISHI_E2E_PLUGIN) await copyFile(process.env.SAGISHI_E2E_PLUGIN, plugin);
  else await build(root, plugin, '.');
}

const build = (root, output, folder) => run('go', ['build', '-trimpath', '-buildmode=plugin', '-o', output, folder],
  { cwd: root, env: { ...process.env, CGO_ENABLED: '1' } });

async function prepareDocker(base, later) {
  const compose = await composeCommand();
  if (!compose) throw new Skip('there is no nakama on the PATH and no docker compose');
  const given = { ...base, mode: 'docker', compose };
  later(() => removeProjects(given));
  const [command, ...prefix] = compose;
  await run(command, [...prefix, 'build'], { cwd: base.root });
  return given;
}
