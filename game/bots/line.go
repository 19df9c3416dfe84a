package bots

import "fmt"

// Line is one chat message of a bot in a discussion.
type Line struct {
	Text    string
	Against int     // the seat that it accuses, or Nobody
	Weight  float64 // how sure it is
}

// smallTalkChance is how likely a bot that suspects nobody speaks.
const smallTalkChance = 0.35

// Nobody is the value of Against in a line that accuses no one.
const Nobody = -1

// TakeLine returns what the bot says in this tick. ok is false if it is silent.
func (b *Bot) TakeLine() (line Line, ok bool) {
	line, b.line = b.line, Line{}
	return line, line.Text != ""
}

// accusation puts a suspicion into words.
func (b *Bot) accusation(o *other, suspicion float64) string {
	var words [3]string
	switch {
	case suspicion >= callThreshold:
		words = [...]string{"It was %s.", "%s did it, I am sure.", "Vote for %s!"}
	case suspicion >= callThreshold/2:
		words = [...]string{"I think it is %s.", "%s was close by.", "Where was %s?"}
	default:
		words = [...]string{"Maybe %s?", "I do not trust %s.", "%s is quiet today."}
	}
	return fmt.Sprintf(words[b.pick(len(words))], o.name)
}

// smallTalk returns a line for a bot that suspects nobody.
func (b *Bot) smallTalk() string {
	words := [...]string{"I saw nothing.", "I was doing my tasks.", "Let us skip this one.", "Did anyone see anything?"}
	return words[b.pick(len(words))]
}

// pick chooses one of n. Bots that act in every tick say the first, so that their
// words cost no draw.
func (b *Bot) pick(n int) int {
	if !b.Human {
		return 0
	}
	return b.Rand.IntN(n)
}
