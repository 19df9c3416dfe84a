package nakamatest

import (
	"context"
)

// nothing is a request that answers nothing.
func nothing[In any](s *Session, name string, in *In, do func(*database, *In) error) error {
	_, err := Request(s, name, in, func(_ context.Context, in *In) (*None, error) {
		return &None{}, s.n.locked(func(db *database) error { return do(db, in) })
	})
	return err
}

// answered is a request with an answer.
func answered[In, Out any](s *Session, name string, in *In, do func(*database, *In) (*Out, error)) (*Out, error) {
	return Request(s, name, in, func(_ context.Context, in *In) (out *Out, err error) {
		err = s.n.locked(func(db *database) error {
			out, err = do(db, in)
			return err
		})
		return out, err
	})
}
