module sagishi/play

go 1.26.5

require (
	github.com/gorilla/handlers v1.5.2
	github.com/gorilla/mux v1.8.1
	github.com/gorilla/websocket v1.5.3
	github.com/grpc-ecosystem/grpc-gateway/v2 v2.29.0
	github.com/heroiclabs/nakama-common v1.47.0
	github.com/heroiclabs/nakama/v3 v3.40.0
	google.golang.org/grpc v1.82.0
	google.golang.org/protobuf v1.36.11
	sagishi v0.0.0
)

require (
	github.com/felixge/httpsnoop v1.1.0 // indirect
	golang.org/x/net v0.57.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
	golang.org/x/text v0.40.0 // indirect
	google.golang.org/genproto/googleapis/api v0.0.0-20260706201446-f0a921348800 // indirect
	google.golang.org/genproto/googleapis/rpc v0.0.0-20260706201446-f0a921348800 // indirect
)

replace sagishi => ../
