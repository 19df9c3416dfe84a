// The official client, a session that renews itself, and the RPCs.
import { Client, Session } from '../vendor/nakama-js.mjs';
import { toError } from './errors.mjs';
import { newName } from './names.mjs';
import { store } from './store.mjs';

/** @type {Record<string, string>} */
const defaultPort = { 'http:': '80', 'https:': '443' };

/** The server that this page came from, as one player. */
export class Api {
  constructor() {
    /** @type {Session} */
    this.session = /** @type {any} */ (undefined);
    this.client = clientFor(store.serverKey.get() || 'defaultkey');
  }

  /** Changes the server key, for servers that do not have the default one. @param {string} key */
  useServerKey(key) {
    store.serverKey.set(key);
    this.client = clientFor(key);
  }

  /** Logs in with the session that was kept, or else with this browser's device. */
  async login() {
    const kept = store.token.get() && Session.restore(store.token.get(), store.refreshToken.get());
    const now = Date.now() / 1000;
    if (kept && !kept.isexpired(now + 60)) this.session = kept;
    else this.session = await this.refreshed(kept) ?? await this.loginWithDevice();
    store.token.set(this.session.token);
    store.refreshToken.set(this.session.refresh_token);
    return this.session;
  }

  /** @param {Session|''} kept */
  async refreshed(kept) {
    if (!kept || kept.isrefreshexpired(Date.now() / 1000)) return undefined;
    return this.client.sessionRefresh(kept).catch(() => undefined);
  }

  async loginWithDevice() {
    if (!store.device.get()) store.device.set(newDevice());
    const vars = { device_os: navigator.platform || 'browser', device_model: 'browser' };
    const device = store.device.get();
    try {
      // The name is for a new account. If somebody has it already, the server chooses one.
      return await this.client.authenticateDevice(device, true, newName(), vars).catch(thrown => {
        if (!(thrown instanceof Response) || thrown.status !== 409) throw thrown;
        return this.client.authenticateDevice(device, true, undefined, vars);
      });
    } catch (thrown) {
      throw await toError(thrown);
    }
  }

  /** Forgets the session, so that the next login makes a new one. */
  forgetSession() {
    store.token.set('');
    store.refreshToken.set('');
  }

  /**
   * Calls something of the official client, and renews the session once if it is
   * no longer good.
   * @template T
   * @param {(client: Client, session: Session) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async call(use) {
    try {
      return await use(this.client, this.session);
    } catch (thrown) {
      if (!(thrown instanceof Response) || thrown.status !== 401) throw await toError(thrown);
    }
    this.forgetSession();
    await this.login();
    try {
      return await use(this.client, this.session);
    } catch (thrown) {
      throw await toError(thrown);
    }
  }

  /** Calls an RPC. @param {string} id @param {object} [payload] @returns {Promise<any>} */
  async rpc(id, payload = {}) {
    return (await this.call((client, session) => client.rpc(session, id, payload))).payload;
  }

  get userID() {
    return this.session.user_id ?? '';
  }
}

/** @param {string} serverKey a public value that all clients of a server have */
function clientFor(serverKey) {
  const { protocol, hostname, port } = location;
  return new Client(serverKey, hostname, port || defaultPort[protocol], protocol === 'https:', 10_000);
}

// crypto.randomUUID exists only on https and on this machine.
function newDevice() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `browser-${[...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')}`;
}
