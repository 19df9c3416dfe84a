// Package web is the playground: a page for the browser in which a person plays
// the game, uses everything else of it, and watches its messages. It is also a
// reference client in JavaScript.
//
// The page is the folder page/: plain ES modules that a browser loads as they are,
// with the official client beside them in page/vendor. Handler serves these files
// and nothing else. The page calls the server that it came from, as any client does,
// and has no rights of its own.
//
// page/main.mjs is where the page begins; page/match has the state of a match as a
// pure function of its messages.
package web
