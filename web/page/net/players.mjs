// Calls about players that several screens need.

/** @typedef {import('../main.mjs').App} App */

/**
 * The account: its user, and metadata and wallet parsed.
 * @param {App} app
 * @returns {Promise<{user: {id?: string, username?: string, display_name?: string}, metadata: Record<string, string>, coins: number}>}
 */
export async function account(app) {
  const { user = {}, wallet } = await app.api.call((client, session) => client.getAccount(session));
  return { user, metadata: JSON.parse(user.metadata || '{}'), coins: JSON.parse(wallet || '{}').coins ?? 0 };
}

/** A player by username; undefined if there is none. @param {App} app @param {string} username */
export async function findUser(app, username) {
  const { users = [] } = await app.api.call((client, session) => client.getUsers(session, [], [username]));
  return users[0];
}

/** One storage object; undefined if there is none. @param {App} app @param {string} collection @param {string} key */
export async function readObject(app, collection, key) {
  const object_ids = [{ collection, key, user_id: app.api.userID }];
  const { objects = [] } = await app.api.call((client, session) => client.readStorageObjects(session, { object_ids }));
  return objects[0];
}

/** Mutual friends, and all who asked or were asked. @param {App} app */
export async function friends(app) {
  return (await app.api.call((client, session) => client.listFriends(session, undefined, 100))).friends ?? [];
}

/** The groups of this player, with the player's role in each. @param {App} app */
export async function ownGroups(app) {
  // The official client 2.8.0 sends the state as the limit and the limit as the
  // state: without both it asks for the first hundred.
  return (await app.api.call((client, session) => client.listUserGroups(session, app.api.userID))).user_groups ?? [];
}
