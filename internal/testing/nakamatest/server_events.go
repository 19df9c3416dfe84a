package nakamatest

import (
	"context"
	"errors"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
)

// Event passes an event to the registered function.
func (n *Nakama) Event(ctx context.Context, event *api.Event) error {
	if err := n.call(ctx, "Event", func(*database) error {
		if event == nil {
			return errors.New("expects a non-nil event")
		}
		return nil
	}); err != nil {
		return err
	}
	if fn, ok := n.Initializer().Registration("Event").(func(context.Context, runtime.Logger, *api.Event)); ok {
		fn(ctx, n.Logger(), event)
	}
	return nil
}
