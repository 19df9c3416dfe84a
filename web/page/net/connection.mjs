// The socket: it opens again by itself, and tells those who listen.
import { NotingAdapter } from './wire.mjs';
import { toError } from './errors.mjs';

const events = ['matchdata', 'matchpresence', 'channelmessage', 'notification', 'statuspresence', 'matchmakermatched'];
const longestPause = 5000;

/**
 * @typedef {'matchdata'|'matchpresence'|'channelmessage'|'notification'|'statuspresence'|'matchmakermatched'|'online'|'offline'} EventName
 */

/** The connection of one player. */
export class Connection {
  /** @param {import('./api.mjs').Api} api @param {import('./wire.mjs').Wire} wire */
  constructor(api, wire) {
    this.api = api;
    this.wire = wire;
    this.online = false;
    this.failures = 0;
    /** @type {import('../vendor/nakama-js.mjs').Socket|undefined} */
    this.socket = undefined;
    /** @type {Map<string, Set<(value: any) => void>>} */
    this.listeners = new Map();
  }

  /** Listens, until the returned function is called. @param {EventName} name @param {(value: any) => void} listener */
  on(name, listener) {
    if (!this.listeners.has(name)) this.listeners.set(name, new Set());
    this.listeners.get(name)?.add(listener);
    return () => this.listeners.get(name)?.delete(listener);
  }

  /** @param {EventName} name @param {any} [value] */
  emit(name, value) {
    for (const listener of [...this.listeners.get(name) ?? []]) listener(value);
  }

  /** Opens a socket, and goes on trying until there is one. */
  async open() {
    this.adapter = new NotingAdapter(this.wire);
    const socket = this.api.client.createSocket(location.protocol === 'https:', false, this.adapter, 15_000);
    for (const name of events) socket[`on${name}`] = value => this.emit(/** @type {EventName} */ (name), value);
    socket.onerror = () => {};
    try {
      await this.api.login();
      await socket.connect(this.api.session, true);
    } catch {
      return this.tryAgain();
    }
    Object.assign(this, { socket, online: true, failures: 0 });
    socket.ondisconnect = () => this.lost(socket);
    this.emit('online');
  }

  /** @param {any} socket */
  lost(socket) {
    if (socket !== this.socket || !this.online) return;
    this.online = false;
    this.emit('offline');
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
   * @param {(socket: import('../vendor/nakama-js.mjs').Socket) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async call(use) {
    try {
      return await use(/** @type {any} */ (this.socket));
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
