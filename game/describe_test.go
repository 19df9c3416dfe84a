package game_test

import (
	"fmt"
	"strconv"
	"strings"

	"sagishi/game"
)

func formatVec(v game.Vec) string {
	n := func(m int32) string { return strconv.FormatFloat(float64(m)/game.Milli, 'f', -1, 64) }
	return n(v.X) + "," + n(v.Y) + "," + n(v.Z)
}

// describeEvent writes an event in one line.
func describeEvent(body game.Body) string {
	switch e := body.(type) {
	case game.StateSent:
		return "state " + describeView(e.View)
	case game.PhaseChanged:
		return fmt.Sprintf("phase %s round %d, %d ms%s%s%s", e.Phase, e.Round, e.Remaining,
			optionalField("caller", string(e.Caller)), optionalField("victim", string(e.Victim)), describePlayers(e.Players))
	case game.RoleAssigned:
		return fmt.Sprintf("role %s, other imposters %v, tasks %s", e.Role, e.Imposters, describeTasks(e.Tasks))
	case game.MeetingCalled:
		return fmt.Sprintf("%s calls a meeting", e.By)
	case game.Voted:
		return fmt.Sprintf("%s has voted", e.By)
	case game.Tallied:
		return fmt.Sprintf("tally %s%s%s: %s", e.Reason, optionalField("ejected", string(e.Ejected)), optionalField("role", string(e.Role)), describeVotes(e.Votes))
	case game.DeathSeen:
		return fmt.Sprintf("death of %s at %s", e.Victim, formatVec(e.At))
	case game.TasksProgressed:
		return fmt.Sprintf("tasks %d of %d", e.Done, e.Total)
	case game.SabotageChanged:
		return fmt.Sprintf("sabotage %s active %v, %d ms", e.System, e.Active, e.Remaining)
	case game.PlayersChanged:
		return fmt.Sprintf("players %s %s, host %s%s", e.Change, e.UserID, e.Host, describePlayers(e.Players))
	case game.Refused:
		return fmt.Sprintf("refused op %d %s: %s", e.Op, e.Code, e.Text)
	case game.PositionCorrected:
		return "corrected to " + formatVec(e.At)
	case game.Ended:
		var out strings.Builder
		fmt.Fprintf(&out, "game over, winner %q: %s", e.Winner, e.Reason)
		for _, s := range e.Players {
			fmt.Fprintf(&out, "; %s %s alive %v left %v kills %d tasks %d votes %d correct %d",
				s.UserID, s.Role, s.Alive, s.Left, s.Kills, s.TasksDone, s.Votes, s.CorrectVotes)
			if !s.TookPart {
				out.WriteString(", took no part")
			}
		}
		return out.String()
	case game.PlayerRemoved:
		return fmt.Sprintf("%s is removed", e.UserID)
	case game.StrikeCounted:
		return fmt.Sprintf("strike for %s: %s", e.UserID, e.Code)
	}
	return fmt.Sprintf("%#v", body)
}

func optionalField(label, value string) string {
	if value == "" {
		return ""
	}
	return " " + label + " " + value
}

func describeVotes(lines []game.TallyLine) string {
	var out []string
	for _, l := range lines {
		target := string(l.Target)
		if target == "" {
			target = "skip"
		}
		line := fmt.Sprintf("%s %d", target, l.Count)
		if l.Voters != nil {
			line += fmt.Sprintf(" by %v", l.Voters)
		}
		out = append(out, line)
	}
	return strings.Join(out, ", ")
}

func describeTasks(tasks []game.TaskView) string {
	var out []string
	for _, t := range tasks {
		name := t.ID
		if t.Done {
			name += " (done)"
		}
		out = append(out, name)
	}
	return "[" + strings.Join(out, " ") + "]"
}

func describePlayers(players []game.PlayerView) string {
	if players == nil {
		return ""
	}
	var out strings.Builder
	out.WriteString(" |")
	for _, p := range players {
		out.WriteString(" " + string(p.UserID))
		if !p.Alive {
			out.WriteString("(dead)")
		}
		if !p.Connected {
			out.WriteString("(away)")
		}
		if p.Bot {
			out.WriteString("(bot)")
		}
		if p.Seen {
			out.WriteString("@" + formatVec(p.At))
		}
	}
	return out.String()
}

func describeView(v game.View) string {
	var out strings.Builder
	fmt.Fprintf(&out, "for %s: %s round %d, %d ms, host %s", v.You, v.Phase, v.Round, v.Remaining, v.Host)
	if v.Role != "" {
		fmt.Fprintf(&out, ", %s, other imposters %v, tasks %s, done %d of %d, vents %v", v.Role, v.Imposters, describeTasks(v.Tasks), v.TasksDone, v.TasksTotal, v.Vents)
	}
	for _, s := range v.Sabotages {
		fmt.Fprintf(&out, ", %s out %d ms", s.System, s.Remaining)
	}
	for _, b := range v.Bodies {
		fmt.Fprintf(&out, ", body of %s at %s", b.UserID, formatVec(b.At))
	}
	out.WriteString(optionalField("caller", string(v.Caller)) + optionalField("victim", string(v.Victim)) + optionalField("in vent", v.Vent))
	if v.Voted != nil {
		fmt.Fprintf(&out, ", voted %v", v.Voted)
	}
	if v.InGame {
		fmt.Fprintf(&out, ", kill %d ms, %d meetings, meeting %d ms", v.KillCooldown, v.MeetingsLeft, v.EmergencyCooldown)
		if v.SabotageCooldown > 0 {
			fmt.Fprintf(&out, ", sabotage %d ms", v.SabotageCooldown)
		}
	}
	return out.String() + describePlayers(v.Players)
}

// firstDifference returns the first lines in which two texts differ.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n want %s\n got  %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
