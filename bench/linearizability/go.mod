module sagishi/bench/linearizability

go 1.26.5

replace sagishi => ../..

require (
	github.com/anishathalye/porcupine v1.3.1
	github.com/heroiclabs/nakama-common v1.47.0
	sagishi v0.0.0-00010101000000-000000000000
)

require google.golang.org/protobuf v1.36.11 // indirect
