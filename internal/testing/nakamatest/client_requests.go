package nakamatest

import (
	"context"
)

// clientCommand runs a request whose response is empty.
func clientCommand[In any](s *Session, name string, in *In, do func(*database, *In) error) error {
	_, err := Request(s, name, in, func(_ context.Context, in *In) (*Empty, error) {
		return &Empty{}, s.n.inTransaction(func(db *database) error { return do(db, in) })
	})
	return err
}

// clientRequest runs a request with a response.
func clientRequest[In, Out any](s *Session, name string, in *In, do func(*database, *In) (*Out, error)) (*Out, error) {
	return Request(s, name, in, func(_ context.Context, in *In) (out *Out, err error) {
		err = s.n.inTransaction(func(db *database) error {
			out, err = do(db, in)
			return err
		})
		return out, err
	})
}
