package nakamatest

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

var errCron = errors.New("expects a valid cron string")

// schedule is a parsed cron expression. It has five fields, or six with a year at
// the end, or seven with seconds in front as well.
type schedule struct {
	seconds, minutes, hours, months, years []int
	days, weekdays                         []int // nil: any
}

const daySeconds = 24 * 60 * 60

// maxGapDays is the longest gap between two days of a schedule: from 29 February
// to 29 February over 2100, which is not a leap year.
const maxGapDays = 9 * 366

// parseSchedule parses an expression.
func parseSchedule(expression string) (*schedule, error) {
	fields := strings.Fields(macro(expression))
	switch len(fields) {
	case 5:
		fields = append(append([]string{"0"}, fields...), "*")
	case 6:
		fields = append([]string{"0"}, fields...)
	case 7:
	default:
		return nil, errCron
	}
	s := &schedule{}
	for i, field := range []struct {
		to        *[]int
		low, high int
		names     string
	}{
		{&s.seconds, 0, 59, ""},
		{&s.minutes, 0, 59, ""},
		{&s.hours, 0, 23, ""},
		{&s.days, 1, 31, ""},
		{&s.months, 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"},
		{&s.weekdays, 0, 7, "sun mon tue wed thu fri sat"},
		{&s.years, 1970, 2099, ""},
	} {
		values, err := parseField(fields[i], field.low, field.high, strings.Fields(field.names))
		if err != nil {
			return nil, err
		}
		*field.to = values
	}
	s.days, s.weekdays = anyIfFull(s.days, 31), anyIfFull(foldSunday(s.weekdays), 7)
	return s, nil
}

func macro(expression string) string {
	switch strings.ToLower(strings.TrimSpace(expression)) {
	case "@yearly", "@annually":
		return "0 0 0 1 1 * *"
	case "@monthly":
		return "0 0 0 1 * * *"
	case "@weekly":
		return "0 0 0 * * 0 *"
	case "@daily":
		return "0 0 0 * * * *"
	case "@hourly":
		return "0 0 * * * * *"
	default:
		return expression
	}
}

// parseField reads a comma list of numbers, names, ranges and steps.
func parseField(field string, low, high int, names []string) ([]int, error) {
	found := map[int]bool{}
	for part := range strings.SplitSeq(strings.ToLower(field), ",") {
		from, to, step, err := parsePart(part, low, high, names)
		if err != nil {
			return nil, err
		}
		for v := from; v <= to; v += step {
			found[v] = true
		}
	}
	var values []int
	for v := range found {
		values = append(values, v)
	}
	slices.Sort(values)
	return values, nil
}

func parsePart(part string, low, high int, names []string) (from, to, step int, err error) {
	span, by, stepped := strings.Cut(part, "/")
	step = 1
	if stepped {
		if step, err = strconv.Atoi(by); err != nil || step < 1 {
			return 0, 0, 0, errCron
		}
	}
	if span == "*" || span == "?" {
		return low, high, step, nil
	}
	first, last, ranged := strings.Cut(span, "-")
	if from, err = parseValue(first, low, names); err != nil {
		return 0, 0, 0, err
	}
	switch {
	case ranged:
		if to, err = parseValue(last, low, names); err != nil {
			return 0, 0, 0, err
		}
	case stepped:
		to = high
	default:
		to = from
	}
	if from < low || to > high || from > to {
		return 0, 0, 0, errCron
	}
	return from, to, step, nil
}

func parseValue(text string, low int, names []string) (int, error) {
	if i := slices.IndexFunc(names, func(name string) bool { return strings.HasPrefix(text, name) }); i >= 0 {
		return i + low, nil
	}
	value, err := strconv.Atoi(text)
	if err != nil {
		return 0, errCron
	}
	return value, nil
}

func foldSunday(weekdays []int) []int {
	folded := make([]int, 0, len(weekdays))
	for _, d := range weekdays {
		if !slices.Contains(folded, d%7) {
			folded = append(folded, d%7)
		}
	}
	return folded
}

func anyIfFull(values []int, full int) []int {
	if len(values) == full {
		return nil
	}
	return values
}

// firesOn reports whether the schedule fires on the day of t. If both days of the
// month and of the week are given, either is enough.
func (s *schedule) firesOn(t time.Time) bool {
	if !slices.Contains(s.years, t.Year()) || !slices.Contains(s.months, int(t.Month())) {
		return false
	}
	switch {
	case s.days == nil && s.weekdays == nil:
		return true
	case s.weekdays == nil:
		return slices.Contains(s.days, t.Day())
	case s.days == nil:
		return slices.Contains(s.weekdays, int(t.Weekday()))
	default:
		return slices.Contains(s.days, t.Day()) || slices.Contains(s.weekdays, int(t.Weekday()))
	}
}

// next returns the first time after t, to the second; zero if there is none.
func (s *schedule) next(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Second).Add(time.Second)
	day := t.Truncate(daySeconds * time.Second)
	from := int(t.Sub(day) / time.Second)
	for range maxGapDays {
		if s.firesOn(day) {
			if at, ok := s.firstFrom(from); ok {
				return day.Add(time.Duration(at) * time.Second)
			}
		}
		day, from = day.AddDate(0, 0, 1), 0
	}
	return time.Time{}
}

// previous returns the last time before t, to the second; zero if there is none.
func (s *schedule) previous(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Second).Add(-time.Second)
	day := t.Truncate(daySeconds * time.Second)
	to := int(t.Sub(day) / time.Second)
	for range maxGapDays {
		if s.firesOn(day) {
			if at, ok := s.lastUntil(to); ok {
				return day.Add(time.Duration(at) * time.Second)
			}
		}
		day, to = day.AddDate(0, 0, -1), daySeconds-1
	}
	return time.Time{}
}

// firstFrom returns the first second of a day that is not before from.
func (s *schedule) firstFrom(from int) (int, bool) {
	for _, h := range s.hours {
		for _, m := range s.minutes {
			base := h*3600 + m*60
			if base+59 < from {
				continue
			}
			for _, sec := range s.seconds {
				if base+sec >= from {
					return base + sec, true
				}
			}
		}
	}
	return 0, false
}

// lastUntil returns the last second of a day that is not after to.
func (s *schedule) lastUntil(to int) (int, bool) {
	for _, h := range slices.Backward(s.hours) {
		for _, m := range slices.Backward(s.minutes) {
			base := h*3600 + m*60
			if base > to {
				continue
			}
			for _, sec := range slices.Backward(s.seconds) {
				if base+sec <= to {
					return base + sec, true
				}
			}
		}
	}
	return 0, false
}
