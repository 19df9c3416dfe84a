// Every text that the page shows, in English.

/** @param {number} n @param {string} one @param {string} [many] */
const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** A text with a name in it. @param {(name: string) => string} text */
const named = text => text;

/** A text with a number in it. @param {(n: number) => string} text */
const counted = text => text;

/** Texts by ids of the page or the server. @template T @param {Record<string, T>} all */
const byID = all => all;

export const texts = {
  title: 'Sagi-shi',
  nav: byID({
    label: 'Pages', play: 'Play', shop: 'Shop', profile: 'Profile', friends: 'Friends', messages: 'Messages', groups: 'Groups',
    boards: 'Boards', inbox: 'Inbox', skip: 'Skip to the content', match: 'Match',
  }),
  status: { online: 'Connected', offline: 'Connecting …', as: named(name => `You are ${name}`) },
  errors: {
    http: counted(status => `The server answered with ${status}.`),
    unreachable: 'The server cannot be reached.',
    unknown: 'Something went wrong.',
    login: 'Logging in failed',
  },
  serverKey: { explain: 'This server has a server key of its own. Clients of the game know it.', label: 'Server key', use: 'Use this key' },
  play: {
    heading: 'Find the imposter among you',
    lead: 'Walk, do your tasks, report bodies, and vote. Or lie, kill and do not get caught.',
    practice: 'Practise against bots', practiceHint: 'One click: you and nine bots. Nothing counts.',
    mode: 'Mode', map: 'Map',
    modes: byID({ sabotage: 'Sabotage', classic: 'Classic' }), maps: byID({ space_station: 'Space station', moon_base: 'Moon base' }),
    find: 'Find a public game', findHint: 'The lobby nearest to your skill, or a new one.',
    create: 'Open a public lobby', createPrivate: 'Open a private room', createHint: 'You get a link to share.',
    code: 'Join code', join: 'Join',
    lobbies: 'Open lobbies', refresh: 'Refresh', none: 'No lobby is open now.', players: 'Players', skill: 'Skill', ranked: 'Counts', yes: 'yes', no: 'no',
  },
  match: {
    leave: 'Leave the match', sure: 'Leave? You lose your seat in this game.', canvas: 'The map. Walk with W A S D or the arrow keys, or hold a pointer.',
    reconnecting: 'The connection is lost. Connecting again …',
  },
  phases: byID({
    lobby: 'Lobby', starting: 'The game starts', playing: 'Round', discussion: 'Discussion', voting: 'Vote', reveal: 'The result', finished: 'Game over',
  }),
  lobby: {
    heading: 'Lobby', share: 'Link to this room', copy: 'Copy', copied: 'Copied.', code: named(code => `Join code ${code}`),
    players: (/** @type {number} */ n, /** @type {number} */ most) => `Players: ${n} of ${most}`, host: 'host', you: 'you', bot: 'bot', away: 'away',
    kick: 'Remove', kickOne: named(name => `Remove ${name}`), start: 'Start', needs: counted(n => `${plural(n, 'player')} needed to start.`),
    waiting: named(name => `${name} is the host and starts the game.`), bots: 'Bots', setBots: 'Set bots',
    settings: 'Settings', save: 'Save settings', saved: 'Settings saved.', again: 'The same players may play again: start when you are ready.',
  },
  roles: byID({ crew: 'Crew', imposter: 'Imposter', ghost: 'ghost' }),
  hud: {
    tasks: 'Tasks of the crew', mine: 'Your tasks', done: 'done', open: 'open', ghost: 'You are dead. Your tasks still help the crew.',
    imposterTasks: 'You have no tasks. Kill without being seen.', alarm: (/** @type {string} */ system, /** @type {number} */ left) => `${system} is sabotaged${left ? `: ${left} s` : ''}`,
    map: 'Whole map', actions: 'Actions', walkHint: 'Walk: W A S D, arrows, or hold on the map',
    wait: (/** @type {string} */ text, /** @type {number} */ seconds) => `${text} (${seconds} s)`,
    kinds: byID({
      kill: named(name => name ? `Kill ${name}` : 'Kill: nobody in reach'), report: named(name => `Report ${name}'s body`), task: named(name => `Do: ${name}`),
      vent: named(name => `Vent: ${name}`), leave: named(() => 'Leave the vent'), repair: named(name => `Repair ${name}`), emergency: named(() => 'Emergency meeting'),
      sabotage: named(name => `Sabotage ${name}`),
    }),
    systems: byID({ reactor: 'the reactor', lights: 'the lights', comms: 'the radio' }),
    youDied: 'You were killed.', seen: named(name => `${name} is dead: report the body.`),
  },
  meeting: {
    reported: (/** @type {string} */ caller, /** @type {string} */ body) => `${caller} found the body of ${body}`, called: named(caller => `${caller} called a meeting`),
    left: counted(seconds => `${seconds} s left`), voteShort: 'Vote', vote: named(name => `Vote for ${name}`), skip: 'Skip the vote', voted: 'has voted', dead: 'dead', yours: 'your vote',
    youVoted: 'Your vote is cast.', discuss: 'Talk. The vote comes next.', ghost: 'The dead do not vote.',
    ejected: (/** @type {string} */ name, /** @type {string|undefined} */ role) => `${name} was ejected${role ? `, and was ${role === 'crew' ? 'of the crew' : 'an imposter'}` : ''}.`,
    nobody: byID({ tie: 'A tie: nobody was ejected.', skipped: 'Most skipped: nobody was ejected.', no_votes: 'No votes: nobody was ejected.', majority: 'Nobody was ejected.' }),
    votes: (/** @type {number} */ n, /** @type {string|undefined} */ voters) => `${plural(n, 'vote')}${voters ? `: ${voters}` : ''}`, skipped: 'Skipped',
  },
  over: {
    winners: byID({ crew: 'The crew wins', imposters: 'The imposters win' }), nobody: 'Nobody wins',
    reasons: byID({
      imposters_gone: 'No imposter is left.', tasks: 'All tasks are done.', parity: 'As many imposters as crew are left.',
      reactor: 'The reactor was not repaired.', abandoned: 'Everybody left.',
    }),
    caption: 'The players', player: 'Player', role: 'Role', alive: 'Alive', kills: 'Kills', tasks: 'Tasks', votes: 'Votes', correct: 'Correct votes',
    counting: 'The server counts the game …', counted: 'This game was counted.', uncounted: named(why => `This game does not count: ${why}.`),
    score: (/** @type {string} */ board, /** @type {number} */ score) => `${board}: ${score} this week`, detective: (/** @type {number} */ n, /** @type {number} */ score) => `Tournament: ${n} new, ${score} in all`,
    notJoined: 'Join the tournament so that your correct votes count.',
  },
  chat: {
    heading: 'Chat', label: 'Message', send: 'Send', closed: 'The living are silent during a round.', ghost: 'ghost', log: 'Chat messages',
  },
  toast: { refused: (/** @type {string} */ name, /** @type {string} */ message) => `${name}: ${message}`, dismiss: 'Dismiss' },
  profile: {
    heading: 'Profile', username: 'Username', displayName: 'Display name', saved: 'Saved.', id: 'Your id', worn: 'You wear', title: 'Title', hat: 'Hat', skin: 'Skin', nothing: 'nothing',
    coins: counted(n => plural(n, 'coin')), stats: 'What the server has counted', none: 'No game has been counted yet.', skill: 'Skill',
    newPlayer: 'Log out and play as somebody new', deviceHint: 'This browser logs in with an id of its own, which is kept here alone.',
  },
  shop: {
    heading: 'Shop and wardrobe', wallet: counted(n => `Your wallet: ${plural(n, 'coin')}`), slots: byID({ hat: 'Hats', skin: 'Skins', title: 'Titles' }),
    item: 'Item', price: 'Price', free: 'free', verbs: { buy: 'Buy', wear: 'Wear', takeOff: 'Take off' }, buy: named(name => `Buy ${name}`), wear: named(name => `Wear ${name}`), takeOff: named(name => `Take off ${name}`),
    bought: named(name => `You bought ${name}.`), worn: 'worn', favourite: named(name => `Favourite: ${name}`),
  },
  friends: {
    heading: 'Friends', add: 'Add by username', states: ['friend', 'you asked', 'asks you', 'blocked'], online: 'online', offline: 'offline',
    verbs: { accept: 'Accept', remove: 'Remove', block: 'Block', message: 'Message', join: 'Join' },
    accept: named(name => `Accept ${name}`), remove: named(name => `Remove ${name}`), block: named(name => `Block ${name}`), message: named(name => `Message ${name}`), join: named(name => `Join ${name}`),
    status: 'Your status', setStatus: 'Tell followers', shareMatch: 'Tell friends where you play', playing: 'Playing a match', told: 'Your followers know.', state: 'State',
    acceptAll: 'Accept all requests', asked: 'The request is sent.',
  },
  messages: {
    heading: 'Messages', to: 'Write to (username)', open: 'Open', with: named(name => `Conversation with ${name}`), unknown: named(name => `There is no player ${name}.`), edit: 'Change', edited: 'changed', newText: 'New text',
  },
  groups: {
    heading: 'Groups', mine: 'Your groups', search: 'Search by name', found: 'Groups', create: 'New group', description: 'Description', open: 'Anyone may join', size: 'Most members',
    states: ['superadmin', 'admin', 'member', 'asks to join'], join: named(name => `Join ${name}`), view: named(name => `Open ${name}`), leave: 'Leave the group', delete: 'Delete the group',
    members: 'Members', accept: named(name => `Accept ${name}`), promote: named(name => `Promote ${name}`), demote: named(name => `Demote ${name}`), kick: named(name => `Remove ${name}`), ban: named(name => `Ban ${name}`),
    metadata: 'About the group', interests: 'Interests', active_times: 'Active times', languages: 'Languages', commas: 'Separate entries by commas.', saved: 'Saved.', chat: 'Group chat', state: 'Role', back: 'All groups', asked: 'You have joined, or asked to join.',
  },
  boards: {
    heading: 'Boards of the week', boards: byID({ weekly_crew_wins: 'Wins as crew', weekly_imposter_wins: 'Wins as imposter', weekly_top_detective: 'Tournament: correct votes' }),
    which: 'Board', view: 'Show', views: { top: 'the best', around: 'around me', friends: 'my friends' }, rank: 'Rank', score: 'Score', none: 'Nobody is on this board yet.',
    join: 'Join the tournament', joined: 'You are in the tournament.', ends: named(when => `It ends ${when}.`), description: 'The best of the week win coins.',
    remove: 'Remove my record', removed: 'Your record is removed.',
  },
  inbox: {
    heading: 'Notifications', received: 'Received', content: 'Notification', code: counted(code => `Code ${code}`), remove: 'Delete', removeAll: 'Delete all',
  },
  drawer: {
    heading: 'Developer', open: 'Developer', messages: 'Messages and calls', pause: 'Pause', resume: 'Go on', clear: 'Clear', filter: 'Filter by name or op', snapshots: 'Hide snapshots and pings', ways: { all: 'both ways', in: 'received', out: 'sent' }, way: 'Show',
    send: 'Send to the match', op: 'Op', body: 'Payload (JSON)', sendOp: 'Send', noMatch: 'You are in no match.', badJSON: 'The payload is not JSON.',
    latency: counted(ms => `Answer after ${ms.toFixed(0)} ms`), measure: 'Measure latency', drop: 'Drop the connection', second: 'Second player beside', noSecond: 'Close the second player', frame: 'A second player',
    traffic: (/** @type {number} */ n, /** @type {number} */ kbIn, /** @type {number} */ kbOut) => `${n} messages, ${kbIn.toFixed(1)} KB received, ${kbOut.toFixed(1)} KB sent`,
  },
  common: {
    save: 'Save', remove: 'Remove', add: 'Add', close: 'Close', none: 'Nothing here yet.', loading: 'Loading …', user: 'Player', name: 'Name', refresh: 'Refresh', open: 'Open', action: 'Action',
  },
};

/** The text of an id such as fix_wiring. @param {string} id */
export const words = id => id.replaceAll('_', ' ');
