// Command simulate plays Sagi-shi without a server. Bots log in to an in-memory
// Nakama that runs the whole plugin, buy hats, create a group, play ranked games
// and win the week's tournament; the command prints the course of it. Then it
// plays many games of the bare rules, with bots that act in every tick and with bots at
// the speed of a person, to measure whether they are fair to both
// sides.
//
// main.go has the flags and the order of both parts. simulation.go begins the
// first part: prepare.go, match.go and week.go are its steps, narrate.go prints
// what everyone sees, and the bots are in bot.go, receive.go, act.go and
// meeting.go. They are clients: they know only what the server sends them. The
// second part is balance.go, with game/bots/simulation.
package main
