// Command observe generates the dashboards of Grafana from the plugin's table of
// metrics. With -check it writes nothing, and fails if a file is not current.
//
// Begin with main.go. players.go, money.go and server.go are the dashboards, one
// row a panel; query.go has what their queries are made of, and nakama.go the
// metrics of Nakama itself that they use. The tests hold the queries and the rules
// of alert in prometheus/ to both tables, and each alert to its runbook.
package main
