// The socket: it opens again by itself, and tells those who listen.
import { NotingAdapter } from './wire.mjs';
import { toError } from './errors.mjs';

/**
 * @typedef {import('../vendor/nakama-js.mjs').Socket} Socket
 * @typedef {import('../vendor/nakama-js.mjs').Presence & {status?: string}} FollowedPresence  with what the client's types leave out
 */

/**
 * What listeners hear, by the name of the event.
 * @typedef {object} Events
 * @property {import('../vendor/nakama-js.mjs').MatchData} matchdata
 * @property {Parameters<Socket['onchannelmessage']>[0]} channelmessage
 * @property {import('../vendor/nakama-js.mjs').Notification} notification
 * @property {{joins?: FollowedPresence[], leaves?: FollowedPresence[]}} statuspresence
 * @property {void} online
 * @property {void} offline
 */

const ofSocket = /** @type {const} */ (['matchdata', 'channelmessage', 'notification', 'statuspresence']);
const longestPause = 5000;

/** The connection of one player. */
export class Connection {
  /** @param {import('./api.mjs').Api} api @param {import('./wire.mjs').Wire} wire */
  constructor(api, wire) {
    this.api = api;
    this.wire = wire;
    this.online = false;
    this.failures = 0;
    /** @type {Socket|undefined} */
    this.socket = undefined;
    /** @type {{ [Name in keyof Events]: Set<(value: Events[Name]) => void> }} */
    this.listeners = {
      matchdata: new Set(), channelmessage: new Set(), notification: new Set(), statuspresence: new Set(), online: new Set(), offline: new Set(),
    };
  }

  /** Listens, until the returned function is called. @template {keyof Events} Name @param {Name} name @param {(value: Events[Name]) => void} listener */
  on(name, listener) {
    this.listeners[name].add(listener);
    return () => this.listeners[name].delete(listener);
  }

  /** @template {keyof Events} Name @param {Name} name @param {Events[Name]} value */
  emit(name, value) {
    for (const listener of [...this.listeners[name]]) listener(value);
  }

  /** Opens a socket, and goes on trying until there is one. */
  async open() {
    this.adapter = new NotingAdapter(this.wire);
    const socket = this.api.client.createSocket(location.protocol === 'https:', false, this.adapter, 15_000);
    for (const name of ofSocket) {
      Object.assign(socket, { [`on${name}`]: (/** @type {Events[typeof name]} */ value) => this.emit(name, value) });
    }
    socket.onerror = () => {};
    try {
      await this.api.login();
      await socket.connect(this.api.session, true);
    } catch {
      return this.tryAgain();
    }
    Object.assign(this, { socket, online: true, failures: 0 });
    socket.ondisconnect = () => this.lost(socket);
    this.emit('online', undefined);
  }

  /** @param {Socket} socket */
  lost(socket) {
    if (socket !== this.socket || !this.online) return;
    this.online = false;
    this.emit('offline', undefined);
    this.tryAgain();
  }

  tryAgain() {
    const pause = Math.min(500 * 2 ** this.failures++, longestPause);
    setTimeout(() => this.open(), pause);
  }

  /** Ends the connection as a broken network does: it opens again by itself. */
  drop() {
    this.adapter?.close();
  }

  /**
   * Calls something of the socket.
   * @template T
   * @param {(socket: Socket) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async call(use) {
    try {
      return await use(/** @type {Socket} */ (this.socket));
    } catch (thrown) {
      throw await toError(thrown);
    }
  }

  /** How long the server takes to answer, in milliseconds. */
  async latency() {
    const began = performance.now();
    // The library has a ping of its own, but no way to time it.
    await this.call(socket => /** @type {any} */ (socket).send({ ping: {} }));
    return performance.now() - began;
  }
}
