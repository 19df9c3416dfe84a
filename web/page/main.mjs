// The page: who is logged in, which screen is shown, and the match of this tab.
import { Api } from './net/api.mjs';
import { Connection } from './net/connection.mjs';
import { Wire, notingFetch } from './net/wire.mjs';
import { Refusal, toError } from './net/errors.mjs';
import { store } from './net/store.mjs';
import { Match } from './match/match.mjs';
import { op } from './match/ops.mjs';
import { field, form, h } from './ui/dom.mjs';
import { shell } from './ui/shell.mjs';
import { screens } from './screens/all.mjs';
import { texts } from './texts.mjs';

/** Everything that the screens share. */
export class App {
  constructor() {
    this.wire = new Wire();
    // The official client calls the browser's fetch.
    window.fetch = notingFetch(this.wire, window.fetch.bind(window));
    this.api = new Api();
    this.connection = new Connection(this.api, this.wire);
    this.shell = shell(this);
    this.toast = this.shell.toast;
    /** @type {Match|undefined} */
    this.match = undefined;
    this.leaveScreen = () => {};
  }

  async start() {
    await this.login();
    this.connection.on('online', () => this.shell.show());
    this.connection.on('offline', () => this.shell.show());
    this.connection.on('notification', ({ subject = '' }) => this.toast(subject, 'good'));
    await this.connection.open();
    window.addEventListener('hashchange', () => this.route());
    await this.comeBack();
    this.route();
  }

  // A reloaded page takes its seat again.
  async comeBack() {
    const matchID = store.match.get();
    if (matchID) await this.attempt(() => this.join(matchID, store.code.get()));
    if (!this.match) store.match.set('');
  }

  // Servers with a server key of their own refuse the default one: ask for it.
  async login() {
    for (;;) {
      try {
        return await this.api.login();
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) await this.askForServerKey();
        else {
          this.shell.waiting(`${texts.errors.login}: ${(await toError(error)).message}`);
          await new Promise(resolve => { setTimeout(resolve, 2000); });
        }
      }
    }
  }

  askForServerKey() {
    const input = h('input', { autocomplete: 'off' });
    return new Promise(resolve => {
      this.shell.root.replaceChildren(h('section', { class: 'card' }, h('h1', {}, texts.title), h('p', {}, texts.serverKey.explain), form(() => {
        this.api.useServerKey(input.value.trim());
        resolve(undefined);
      }, field(texts.serverKey.label, input), h('button', { type: 'submit' }, texts.serverKey.use))));
    });
  }

  /** Does something, and shows why it failed. @template T @param {() => Promise<T>|T} act @returns {Promise<T|undefined>} */
  async attempt(act) {
    try {
      return await act();
    } catch (error) {
      this.toast((await toError(error)).message);
      return undefined;
    }
  }

  /** @param {string} place such as "shop" or "join/QXKPZT" */
  go(place) {
    if (location.hash === `#/${place}`) this.route();
    else location.hash = `#/${place}`;
  }

  /** Shows the screen that the address names. */
  route() {
    const [name, ...args] = placeOf(location.hash);
    if (name === 'join') return this.joinByCode(args[0]);
    if (name === 'match' && args[0]) return this.joinByID(args[0]);
    const wanted = name || (this.match ? 'match' : 'play');
    const screen = Object.hasOwn(screens, wanted) ? screens[wanted] : screens.play;
    this.leaveScreen();
    this.shell.root.replaceChildren();
    this.leaveScreen = screen(this, this.shell.root, ...args) || (() => {});
    this.shell.show();
    /** @type {HTMLElement|null} */ (this.shell.root.querySelector('[tabindex="-1"]'))?.focus({ preventScroll: true });
  }

  /** @param {string} code */
  async joinByCode(code) {
    const entered = await this.attempt(async () => {
      const { match_id: matchID } = await this.api.rpc('join_code', { code });
      await this.enterMatch(matchID, code.toUpperCase());
      return true;
    });
    if (!entered) this.go('play');
  }

  /** @param {string} matchID */
  async joinByID(matchID) {
    if (!await this.attempt(() => this.enterMatch(matchID).then(() => true))) this.go('play');
  }

  /** Joins a match and shows it. @param {string} matchID @param {string} [code] */
  async enterMatch(matchID, code = '') {
    if (this.match?.matchID !== matchID) await this.join(matchID, code);
    this.go('match');
    return true;
  }

  /** @param {string} matchID @param {string} code */
  async join(matchID, code) {
    await this.leaveMatch();
    const match = new Match(this.connection, matchID);
    match.code = code;
    try {
      await match.join();
    } catch (error) {
      match.end('');
      throw error;
    }
    store.code.set(code);
    this.match = match;
    match.onend = reason => this.matchEnded(match, reason);
  }

  /** Starts the game of a practice lobby. */
  startPractice() {
    if (this.match?.state.phase === 'lobby') this.match.send(op.start, {});
  }

  async leaveMatch() {
    await this.match?.leave();
  }

  /** @param {Match} match @param {string} reason */
  matchEnded(match, reason) {
    if (this.match !== match) return;
    this.match = undefined;
    store.code.set('');
    if (reason) this.toast(reason);
    this.go('play');
  }
}

/** The parts of an address such as #/join/QXKPZT. @param {string} hash */
function placeOf(hash) {
  try {
    return hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  } catch {
    return []; // somebody's typing mistake
  }
}

const app = new App();
// For the browser's console and the tests.
Object.assign(window, { sagishi: app });
app.start();
