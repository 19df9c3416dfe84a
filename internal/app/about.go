package app

import "github.com/heroiclabs/nakama-common/runtime"

// about returns the caller for a call of a method about that record or player. Of
// several, the first stands for all of them.
func (c caller) about(method, record string) caller {
	c.subject = subject{method, record}
	return c
}

// first names the first of the things that a call is about.
func first[T any](things []T, nameOf func(T) string) string {
	if len(things) == 0 {
		return ""
	}
	return nameOf(things[0])
}

func name(id string) string { return id }

func readName(r *runtime.StorageRead) string { return r.Collection + "/" + r.Key + "/" + r.UserID }

func writeName(w *runtime.StorageWrite) string { return w.Collection + "/" + w.Key + "/" + w.UserID }

func deleteName(d *runtime.StorageDelete) string { return d.Collection + "/" + d.Key + "/" + d.UserID }

func noticeUser(n *runtime.NotificationSend) string { return n.UserID }

func copyUser(n *runtime.NotificationDelete) string { return n.UserID }
