package game

import "fmt"

// A bot is a seat that the server plays. The caller asks something else for its
// actions, such as package bots, and passes them to Step like a player's. A bot is
// always connected, never idle and never the host, and it leaves its seat to a
// person who joins a full lobby. Persons are the players who are not bots.

// Each bot that comes or goes is a message to everyone, so the host may change so
// many bots at once, and then so many in a second.
const (
	botChangesAtOnce    = 3 * MaxSeats
	botChangesPerSecond = MaxSeats
)

// BotID returns the user id of a bot, by its number from 1. It is a UUID of version
// 8; Nakama's accounts have version 4.
func BotID(number int) PlayerID {
	return PlayerID(fmt.Sprintf("b0700000-0000-8000-8000-%012d", number))
}

// botName returns a bot's username. No account has one with a space.
func botName(number int) string { return fmt.Sprintf("Bot %d", number) }

// Bots returns the seats that bots play.
func (g *Game) Bots() Audience { return g.bots }

// HadBots reports whether a bot has a seat, or had one in a game of this match.
func (g *Game) HadBots() bool { return g.botsPlayed || g.bots != 0 }

func isBot(p *player) bool { return p.bot > 0 }

// connectedPersons counts the persons who are connected.
func (g *Game) connectedPersons() int { return (g.connectedAudience() &^ g.bots).Count() }

// handleBots sets how many seats bots play.
func (g *Game) handleBots(count int) refusal {
	persons := g.Count()
	if most := g.settings.MaxPlayers - persons; count < 0 || count > most {
		return refuse(CodeBadValue, fmt.Sprintf("count: must be between 0 and %d, the seats without a person", most))
	}
	if count > 0 && g.checkRanked != nil {
		return refuse(CodeRankedOnly, "count: players whom the matchmaker brought together play ranked games, which have no bots")
	}
	return g.changeBots(count)
}

// changeBots is setBots within the budget of changes.
func (g *Game) changeBots(count int) refusal {
	change := count - g.bots.Count()
	cost := max(change, -change) * g.rules.rate
	if missing := cost - g.botChanges; missing > 0 {
		return g.notReady("bots", g.tick+(missing+botChangesPerSecond-1)/botChangesPerSecond)
	}
	g.botChanges -= cost
	g.setBots(count)
	return refusal{}
}

// refillBotChanges runs once a tick.
func (g *Game) refillBotChanges() {
	g.botChanges = min(g.botChanges+botChangesPerSecond, botChangesAtOnce*g.rules.rate)
}

// setBots adds bots, or removes those with the highest numbers.
func (g *Game) setBots(count int) {
	for n := g.bots.Count(); n > count; n-- {
		g.removePlayer(g.highestBot(), Left)
	}
	for n := g.bots.Count(); n < count; n++ {
		g.addBot()
	}
}

// makeRoom removes a bot if a person is about to join a full lobby.
func (g *Game) makeRoom() {
	if bot := g.highestBot(); bot != nil && g.audienceOf((*player).occupiesSeat).Count() >= g.settings.MaxPlayers {
		g.removePlayer(bot, Left)
	}
}

// highestBot returns the bot with the highest number; nil if there is none.
func (g *Game) highestBot() *player {
	var highest *player
	for _, p := range g.players {
		if isBot(p) && (highest == nil || p.bot > highest.bot) {
			highest = p
		}
	}
	return highest
}

// addBot gives the lowest free number a seat.
func (g *Game) addBot() {
	number := 1
	for g.byID[BotID(number)] != nil {
		number++
	}
	p := g.addPlayer(BotID(number))
	p.bot, p.name, p.connected = number, botName(number), true
	g.bots |= p.bit
	g.announceJoin(p, Joined)
}
