package nakamatest

// statesOf returns the states of users in a group, -1 for those outside.
func (db *database) statesOf(groupID string, userIDs []string) []int {
	states := make([]int, 0, len(userIDs))
	for _, id := range userIDs {
		state := -1
		if e, ok := db.edges[membership{groupID, id}]; ok {
			state = e.state
		}
		states = append(states, state)
	}
	return states
}

// memberChanged tells the group, and a new member, what an admin has done.
func (n *Nakama) memberChanged(as memberCall, m membership, callerID string) {
	n.postGroupMessage(m.group, m.user, as.code)
	switch as.code {
	case chatGroupAdd:
		name := n.db.groups[m.group].name
		n.notifyUser(notice{
			m.user, "You've been added to group " + name, callerID, map[string]any{"group_id": m.group, "name": name}, codeGroupAdd,
		})
	case chatGroupKick, chatGroupBan:
		n.leaveGroupChannel(m.group, m.user)
	}
}

// leaveGroupChannel removes a user's sessions from the channel of a group.
func (n *Nakama) leaveGroupChannel(groupID, userID string) {
	for _, s := range n.process.sessionsOf(userID) {
		n.process.untrack(streamKey{mode: streamGroup, subject: groupID}, s.SessionID)
	}
}
