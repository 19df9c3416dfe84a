// The reverse proxy of this repository in front of a local server: Debian's nginx
// with the files of proxy/, in which only addresses, ports and folders differ.
import { access, chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onFreePorts } from './ports.mjs';
import { Program, works } from './process.mjs';

const startMilliseconds = 10_000;
const program = '/usr/sbin/nginx';

/** Whether there is an nginx to test the proxy with. */
export const hasNginx = () => works(program, ['-v']);

/**
 * Starts a proxy in front of a server and resolves when it serves. `changes` are
 * texts of the configuration and what is there instead. TLS is on if `folder` has
 * a certificate. Answers {host, port, grpcPort, tlsPort, log(), stop()}.
 */
export async function startProxy(server, { root, dir }, { changes = {}, folder } = {}) {
  const home = folder ?? await proxyFolder(dir);
  return onFreePorts(3, first => startOn(first, server, { root, home, changes }));
}

/** Makes a folder for a proxy's files, which nginx's own user may read. */
export async function proxyFolder(dir) {
  const folder = await mkdtemp(join(dir, 'proxy-'));
  await chmod(folder, 0o755);
  return folder;
}

async function startOn(first, server, { root, home, changes }) {
  const [port, grpcPort, tlsPort] = [first, first + 1, first + 2];
  const places = {
    'nakama:7350': `${server.host}:${server.port}`, 'nakama:7349': `${server.host}:${server.port - 1}`,
    'listen 7350': `listen 127.0.0.1:${port}`, 'listen 7349': `listen 127.0.0.1:${grpcPort}`,
    'listen 8443': `listen 127.0.0.1:${tlsPort}`,
    '/tmp/': `${home}/`, '/certificates/': `${home}/`, '/etc/sagishi/': `${home}/`,
    'worker_processes auto': 'worker_processes 2', 'worker_connections 16384': 'worker_connections 4096',
    ...changes,
  };
  const hasTLS = await access(join(home, 'fullchain.pem')).then(() => true, () => false);
  await writeConfiguration(root, home, ['nginx.conf', 'client.conf', ...hasTLS ? ['tls.conf'] : []], places);
  const nginx = new Program(program, ['-e', 'stderr', '-c', join(home, 'nginx.conf'), '-g', 'daemon off;']);
  await untilListening(nginx, port);
  return {
    host: '127.0.0.1', port, grpcPort, tlsPort,
    log: () => nginx.lines.join('\n'),
    stop: () => nginx.stop(startMilliseconds),
  };
}

async function writeConfiguration(root, home, names, places) {
  const texts = await Promise.all(names.map(name => readFile(join(root, 'proxy', name), 'utf8')));
  for (const place of Object.keys(places)) {
    const needsTLS = ['listen 8443', '/certificates/', '/etc/sagishi/'].includes(place);
    if (!needsTLS && !texts.some(text => text.includes(place))) throw new Error(`no "${place}" in the proxy's configuration`);
  }
  const changed = texts.map(text => Object.entries(places).reduce((all, [from, to]) => all.replaceAll(from, to), text));
  await Promise.all(names.map((name, n) => writeFile(join(home, name), changed[n])));
}

async function untilListening(nginx, port) {
  for (const end = Date.now() + startMilliseconds; Date.now() < end && !nginx.ended; await delay(50)) {
    if (await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false)) return;
  }
  await nginx.stop(1000);
  throw new Error(`nginx did not start:\n${nginx.lines.join('\n')}`);
}
