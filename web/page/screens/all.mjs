// Every screen by its name in the address.
import { boardsScreen } from './boards.mjs';
import { friendsScreen } from './friends.mjs';
import { groupsScreen } from './groups.mjs';
import { inboxScreen } from './inbox.mjs';
import { matchScreen } from './match.mjs';
import { messagesScreen } from './messages.mjs';
import { playScreen } from './play.mjs';
import { profileScreen } from './profile.mjs';
import { shopScreen } from './shop.mjs';

/** @type {Record<string, (app: import('../main.mjs').App, root: HTMLElement, ...args: string[]) => any>} */
export const screens = {
  play: playScreen, match: matchScreen, shop: shopScreen, profile: profileScreen, friends: friendsScreen, messages: messagesScreen,
  groups: groupsScreen, boards: boardsScreen, inbox: inboxScreen,
};
