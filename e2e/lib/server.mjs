// A Nakama with the plugin: the binary on the PATH, or the image of this
// repository, or the embedded server. Tests that need settings of their own start one each.
import { localServer } from './local.mjs';
import { composeServer } from './compose.mjs';
import { embeddedServer } from './embedded.mjs';
import { startProxy } from './proxy.mjs';
import { state } from './state.mjs';

/** Keys that the servers of the tests are started with. */
export const keys = { server: 'defaultkey', http: 'defaulthttpkey' };

/** Settings of a server on which games of tests count: fast ones, with the same few players again and again. */
export const everyGameCounts = {
  SAGISHI_RANKED_MIN_SECONDS: '0', SAGISHI_RANKED_SETTINGS: 'any', SAGISHI_RANKED_SAME_OPPONENTS: '100000', SAGISHI_RANKED_DAILY_GAMES: '100000',
};

/**
 * Starts a server and resolves when it serves.
 *   name      its database: starting the same name again continues with the data
 *   env       runtime settings, such as {SAGISHI_SCORES: 'client'}
 *   flags     further flags of Nakama
 *   plugin    a directory with plugins instead of the one under test
 * Returns {host, port, log(), stop(), destroy()}.
 */
export async function startServer(options, given = state()) {
  const flags = Object.entries(options.env ?? {}).flatMap(([key, value]) => ['--runtime.env', `${key}=${value}`]);
  const wanted = { ...options, flags: [...flags, ...(options.flags ?? [])] };
  if (given.mode === 'embedded') return embeddedServer(options, given);
  if (given.mode === 'docker') return composeServer(wanted, given);
  return given.proxied && !options.direct ? behindProxy(await localServer(wanted, given), given) : localServer(wanted, given);
}

// A server whose clients go through the proxy, which ends with it.
async function behindProxy(server, given) {
  const proxy = await startProxy(server, given).catch(async error => {
    await server.destroy();
    throw error;
  });
  const stop = () => server.stop().finally(() => proxy.stop());
  return { ...server, port: proxy.port, stop, destroy: stop };
}

/** Starts a server that must refuse to start, and returns its log. */
export async function refusedStart(options, given = state()) {
  const server = await startServer(options, given).catch(error => error);
  if (!(server instanceof Error)) {
    await server.destroy();
    throw new Error('the server started');
  }
  if (!server.log) throw server;
  return server.log;
}

/** The warnings and errors of a log, without those about development keys. */
export function warnings(log) {
  return log.filter(({ level, msg }) =>
    ['warn', 'error', 'fatal', 'panic'].includes(level) && !/insecure default parameter/.test(msg));
}

/** The errors that the plugin logged: no call of a client may cause one. */
export const pluginErrors = log => warnings(log).filter(({ runtime, level }) => runtime === 'go' && level !== 'warn');
