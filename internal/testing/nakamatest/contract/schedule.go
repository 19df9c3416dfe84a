package contract

func scheduleChecks() []Check {
	return []Check{
		{"schedule/next and previous times are strictly after and before the given time", scheduleTimes},
		{"schedule/invalid expressions are refused", scheduleRefused},
	}
}

func scheduleTimes(p *probe) {
	const monday = 1_767_571_200 // 2026-01-05 00:00 UTC
	for _, c := range []struct {
		expression     string
		at, next, prev int64
	}{
		{"0 0 * * 1", monday, monday + week, monday - week},
		{"0 0 * * 1", monday + 1, monday + week, monday},
		{"0 0 * * 1", monday - 1, monday, monday - week},
		{"0 0 * * mon", monday + 86400, monday + week, monday},
		{"0 12 * * *", monday, monday + 43200, monday - 43200},
		{"30 6,18 * * *", monday, monday + 23400, monday - 19800},
		{"*/15 * * * *", monday + 60, monday + 900, monday},
		{"0 0 1 * *", monday, 1_769_904_000, 1_767_225_600},
		{"0 0 1 1 * 2027", monday, 1_798_761_600, 0},
		{"37 * * * * * *", monday + 36, monday + 37, monday - 23},
		{"37 * * * * * *", monday + 37, monday + 97, monday - 23},
		{"0 0 13 * 5", monday, 1_767_916_800, 1_767_312_000},
		{"@weekly", monday, 1_768_089_600, 1_767_484_800},
	} {
		next, err := p.nk.CronNext(c.expression, c.at)
		p.ok(c.expression, err)
		p.equal(c.expression+", next", next, c.next)
		if c.prev == 0 {
			continue
		}
		prev, err := p.nk.CronPrev(c.expression, c.at)
		p.ok(c.expression, err)
		p.equal(c.expression+", previous", prev, c.prev)
	}
}

func scheduleRefused(p *probe) {
	for _, expression := range []string{"", "* * *", "60 * * * *", "x * * * *", "@never"} {
		_, err := p.nk.CronNext(expression, 0)
		p.says(expression, err, "valid cron")
	}
}
