package protocol

import "sagishi/game"

// PlayerCourses returns the course of a seat, or that of its ghost.
type PlayerCourses interface {
	Course(seat int, ghost bool) game.Course
}

// CourseUpdate is the content of op 103 for clients that let players go on by
// themselves: the courses of the seats in Shown, which are those of ghosts for the
// seats in Ghosts; and the seats in Hidden, which left the recipient's sight.
type CourseUpdate struct {
	Tick                  int64
	Shown, Hidden, Ghosts game.Audience
	Courses               PlayerCourses
}

// AppendCourses appends op 103 as Courses.
func (u *CourseUpdate) AppendCourses(dst []byte, encoding Encoding) []byte {
	if encoding == JSON {
		return u.appendJSON(dst)
	}
	dst = appendTick(dst, u.Tick)
	for rest := u.Shown; rest != 0; rest &= rest - 1 {
		seat := rest.First()
		dst = appendEntry(dst, seat, u.Courses.Course(seat, u.Ghosts.Has(seat)))
	}
	return appendHidden(dst, u.Hidden)
}

func (u *CourseUpdate) appendJSON(dst []byte) []byte {
	dst = beginJSON(dst, u.Tick, "courses")
	for rest := u.Shown; rest != 0; rest &= rest - 1 {
		seat := rest.First()
		course := u.Courses.Course(seat, u.Ghosts.Has(seat))
		dst = beginEntryJSON(dst, rest == u.Shown, seat, course.At)
		dst = append(dst, `,"dx":`...)
		dst = appendMilli(dst, int64(course.Direction.X))
		dst = append(dst, `,"dz":`...)
		dst = appendMilli(dst, int64(course.Direction.Z))
		dst = append(dst, '}')
	}
	return endJSON(dst, u.Hidden)
}
