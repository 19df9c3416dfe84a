module sagishi/bench

go 1.26.5

require (
	github.com/google/pprof v0.0.0-20241101162523-b92577c0c142
	github.com/gorilla/websocket v1.5.3
	github.com/heroiclabs/nakama-common v1.47.0
	google.golang.org/protobuf v1.36.11
	sagishi v0.0.0
)

replace sagishi => ../
