// The database: the one that was given, or a cluster that lives and dies here.
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from './ports.mjs';
import { run, works } from './process.mjs';

const asRoot = process.getuid() === 0;

// PostgreSQL refuses to run as root; Debian's package brings a user for it.
const asPostgres = (command, args) => asRoot
  ? run('runuser', ['-u', 'postgres', '--', command, ...args])
  : run(command, args);

async function binaries() {
  if (await works('initdb', ['--version'])) return '';
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => b - a) : [];
  const found = versions.map(v => join(base, v, 'bin')).find(dir => existsSync(join(dir, 'initdb')));
  if (!found) return undefined;
  return `${found}/`;
}

/** Answers `{address(name), stop()}`, or undefined where no PostgreSQL is. */
export async function startPostgres(dir, given) {
  if (given) {
    const base = given.replace(/\/[^/]*$/, '');
    return { address: name => `${base}/${name}`, stop: async () => {} };
  }
  const bin = await binaries();
  if (bin === undefined) return undefined;
  const data = join(dir, 'postgres');
  const port = await freePorts(1);
  await mkdir(data);
  if (asRoot) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => run('id', [flag, 'postgres']).then(Number)));
    await chown(data, uid, gid);
  }
  await asPostgres(`${bin}initdb`, ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8']);
  // Nothing of this must survive a power cut.
  const settings = `-p ${port} -h 127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off`;
  const control = (...args) => asPostgres(`${bin}pg_ctl`, ['-D', data, '-w', ...args]);
  await control('-l', join(data, 'log'), '-o', settings, 'start');
  return {
    address: name => `postgres:none@127.0.0.1:${port}/${name}`,
    stop: () => control('-m', 'immediate', 'stop'),
  };
}
