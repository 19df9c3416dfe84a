// What the browser keeps: the device, the session's tokens, the match of this tab.

// A second player in the same browser (?player=2) has everything of its own.
const player = new URLSearchParams(location.search).get('player') ?? '1';

/** @param {Storage} storage @param {string} name */
const slot = (storage, name) => {
  const key = `sagishi.${player}.${name}`;
  return {
    get: () => storage.getItem(key) ?? '',
    /** @param {string} value "" removes it */
    set: value => value ? storage.setItem(key, value) : storage.removeItem(key),
  };
};

export const store = {
  player,
  device: slot(localStorage, 'device'),
  token: slot(localStorage, 'token'),
  refreshToken: slot(localStorage, 'refresh'),
  serverKey: slot(localStorage, 'key'),
  // Of the server: joining a match does not tell it.
  tickRate: slot(localStorage, 'ticks'),
  // Of the tab: two tabs may be in two places.
  match: slot(sessionStorage, 'match'),
  code: slot(sessionStorage, 'code'),
};
