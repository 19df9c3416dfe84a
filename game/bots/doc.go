// Package bots plays a seat of a match. A bot is told what the game tells its seat
// and nothing else, so it knows what a client would know: it never has the game. A
// test holds that.
//
// The server plays seats with bots at the speed of a person. Package simulation
// plays whole games with bots that act in every tick, to test the rules and to
// measure whether they are fair to both sides.
//
// Begin with bot.go. The caller passes on
//   - each event for the seat (Receive, in receive.go),
//   - the positions that the seat is sent (See, in see.go), and
//   - what other players say (Hear, in meeting.go),
//
// and in each tick asks for the bot's actions (Act, in act.go) and for what it says
// (TakeLine). What it does is chosen in crew.go, imposter.go and meeting.go; whom it
// suspects is in suspicion.go, how likely the next kill loses the game in
// estimate.go, and its speed in pace.go. Bots that break the rules are in chaos.go.
package bots
