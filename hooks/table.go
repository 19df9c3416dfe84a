package hooks

// Row is a decision about an API, as the documentation shows it.
type Row struct {
	API  string // as Nakama names it
	Rule string // open, checked, switched or server
	Why  string // what is refused and why, or why nothing is
}

// The rules of a row.
const (
	ruleOpen     = "open"     // allowed as Nakama serves it
	ruleChecked  = "checked"  // allowed if a check of the request passes
	ruleSwitched = "switched" // allowed if the configuration says so
	ruleServer   = "server"   // only the server sends it, so there is nothing to check
)

// Table returns the policy for the documentation: first the APIs, then the
// realtime messages that clients may send.
func Table() []Row {
	rows := make([]Row, 0, len(requests)+len(messages))
	for _, r := range requests {
		rows = append(rows, r.Row)
	}
	for _, r := range messages {
		if r.Rule != ruleServer {
			rows = append(rows, r.Row)
		}
	}
	return rows
}
