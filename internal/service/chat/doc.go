// Package chat decides who reads what players write in a match's chat room.
// Nakama's rooms have no such rules: anyone may join one by its name, and one
// message goes to everyone inside. So the service asks the match about the
// sender, removes sessions that left the match, and sends what ghosts write to
// a room of their own.
//
// Rooms that belong to no match, groups and direct messages stay with Nakama,
// except that only authors edit messages.
//
// It imports internal/platform and the lobby service. Begin with service.go.
package chat
