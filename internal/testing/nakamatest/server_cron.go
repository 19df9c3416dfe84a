package nakamatest

import (
	"context"
	"time"
)

// CronNext returns the first time after timestamp at which the expression fires.
func (n *Nakama) CronNext(expression string, timestamp int64) (next int64, err error) {
	return n.cron("CronNext", expression, func(s *schedule) time.Time { return s.next(time.Unix(timestamp, 0)) })
}

// CronPrev returns the last time before timestamp at which the expression fired.
func (n *Nakama) CronPrev(expression string, timestamp int64) (prev int64, err error) {
	return n.cron("CronPrev", expression, func(s *schedule) time.Time { return s.previous(time.Unix(timestamp, 0)) })
}

func (n *Nakama) cron(method, expression string, read func(*schedule) time.Time) (at int64, err error) {
	err = n.call(context.Background(), method, func(db *database) error {
		s, known := db.schedules[expression]
		if !known {
			if s, err = parseSchedule(expression); err != nil {
				return err
			}
			db.schedules[expression] = s // services call this many times in a row
		}
		at = read(s).Unix()
		return nil
	})
	return at, err
}
