// Package game is the rules of a match, and nothing else: no network, clock,
// goroutine or global. A match moves one tick at a time: inputs go into
// Game.Step, events come out, each with the audience that may know of it. The
// same seed and the same inputs give the same events.
//
//	lobby → starting → playing ⇄ discussion → voting → reveal → playing …
//	  ↑ ←──────┘          └──────────┴───────────┴────────┴→ finished
//	  └─────────────────────────────────────────────────────────┘
//
// Each phase is a type in a file of its own. It owns what exists only in it
// (votes exist only while voting), and only Game.enter changes from one to the
// next.
//
// What a player may not know never enters an event or a view for that player:
// a death nobody saw looks like life, and a refusal answers as if the hidden
// thing were not there.
package game
