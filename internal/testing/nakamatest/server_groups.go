package nakamatest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/heroiclabs/nakama-common/api"
	"github.com/heroiclabs/nakama-common/runtime"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// Nakama's states of a user in a group.
const (
	GroupSuperadmin = 0
	GroupAdmin      = 1
	GroupMember     = 2
	GroupRequested  = 3
	GroupBanned     = 4
)

var errGroupID = errors.New("expects group ID to be a valid identifier")

// group is a row of the table of groups.
type group struct {
	id, creator, name, langTag, description, avatarURL, metadata string
	open                                                         bool
	members, maxCount                                            int
	created, updated                                             time.Time
}

// membership is a user in a group.
type membership struct{ group, user string }

// edge is a user's state in a group, and the time of joining.
type edge struct {
	membership
	state, position int
}

func (g *group) api() *api.Group {
	return &api.Group{
		Id: g.id, CreatorId: g.creator, Name: g.name, Description: g.description, LangTag: g.langTag,
		Metadata: g.metadata, AvatarUrl: g.avatarURL, Open: wrapperspb.Bool(g.open),
		EdgeCount: int32(g.members), MaxCount: int32(g.maxCount), CreateTime: seconds(g.created), UpdateTime: seconds(g.updated),
	}
}

// GroupCreate creates a group with the user as its superadmin.
func (n *Nakama) GroupCreate(ctx context.Context, userID, name, creatorID, langTag, description, avatarURL string, open bool, metadata map[string]any, maxCount int) (out *api.Group, err error) {
	err = n.call(ctx, "GroupCreate", func(db *database) error {
		switch {
		case !isID(userID):
			return errUserID
		case name == "":
			return errors.New("expects group name not be empty")
		case creatorID != "" && !isID(creatorID):
			return errors.New("expects creator ID to be a valid identifier")
		case maxCount < 1:
			return errors.New("expects max_count to be >= 1")
		case userID == systemUser:
			return runtime.ErrGroupCreatorInvalid
		}
		g := &group{
			creator: ownerOf(creatorID), name: name, langTag: langTag, description: description, avatarURL: avatarURL,
			metadata: "{}", open: open, maxCount: maxCount,
		}
		if metadata != nil {
			if g.metadata, err = encodeMap(metadata); err != nil {
				return encodeError(err)
			}
		}
		if err := db.addGroup(g, userID); err != nil {
			return err
		}
		out = g.api()
		return nil
	})
	return orNil(out, err)
}

func (db *database) addGroup(g *group, owner string) error {
	if db.groupNamed(g.name) != nil {
		return runtime.ErrGroupNameInUse
	}
	g.id, g.created, g.updated, g.members = db.newID(), db.now, db.now, 1
	if g.langTag == "" {
		g.langTag = "en"
	}
	put(db, db.groups, g.id, g)
	db.setEdge(membership{g.id, owner}, GroupSuperadmin)
	return nil
}

func (db *database) groupNamed(name string) *group {
	for _, g := range db.groups {
		if g.name == name {
			return g
		}
	}
	return nil
}

// setEdge sets the user's state in the group. A change of state keeps the position
// in the order of members.
func (db *database) setEdge(m membership, state int) {
	position := len(db.edges) + 1
	if old, ok := db.edges[m]; ok {
		position = old.position
	} else {
		for _, e := range db.edges {
			position = max(position, e.position+1)
		}
	}
	put(db, db.edges, m, &edge{membership: m, state: state, position: position})
}

// mayManage reports whether the caller is an admin; the server always is.
func (db *database) mayManage(groupID, callerID string, state int) bool {
	if callerID == "" {
		return true
	}
	e, ok := db.edges[membership{groupID, callerID}]
	return ok && e.state <= state
}

// GroupUpdate changes a group. A user must be an admin; without a user it checks
// nothing. Open is always written, empty strings leave a field unchanged, and
// metadata is replaced as a whole.
func (n *Nakama) GroupUpdate(ctx context.Context, id, userID, name, creatorID, langTag, description, avatarURL string, open bool, metadata map[string]any, maxCount int) error {
	return n.call(ctx, "GroupUpdate", func(db *database) error {
		switch {
		case !isID(id):
			return errGroupID
		case userID != "" && !isID(userID):
			return errUserID
		case creatorID != "" && !isID(creatorID):
			return errors.New("expects creator ID to be a valid identifier")
		}
		return db.updateGroup(id, userID, func(g *group) error {
			g.open = open
			if metadata != nil {
				text, err := encodeMap(metadata)
				if err != nil {
					return encodeError(err)
				}
				g.metadata = text
			}
			if maxCount > 0 {
				g.maxCount = maxCount
			}
			setIfNotEmpty(&g.name, name)
			setIfNotEmpty(&g.creator, creatorID)
			setIfNotEmpty(&g.langTag, langTag)
			setIfNotEmpty(&g.description, description)
			setIfNotEmpty(&g.avatarURL, avatarURL)
			return nil
		})
	})
}

func setIfNotEmpty(to *string, from string) {
	if from != "" {
		*to = from
	}
}

func (db *database) updateGroup(id, callerID string, change func(*group) error) error {
	if !db.mayManage(id, callerID, GroupAdmin) {
		return runtime.ErrGroupPermissionDenied
	}
	old, ok := db.groups[id]
	if !ok {
		return runtime.ErrGroupNotUpdated
	}
	g := *old
	if err := change(&g); err != nil {
		return err
	}
	if other := db.groupNamed(g.name); other != nil && other != old {
		return runtime.ErrGroupNameInUse
	}
	g.updated = db.now
	put(db, db.groups, id, &g)
	return nil
}

// GroupDelete removes a group and its memberships.
func (n *Nakama) GroupDelete(ctx context.Context, id string) error {
	return n.call(ctx, "GroupDelete", func(db *database) error {
		if !isID(id) {
			return errGroupID
		}
		return db.deleteGroup(id, "")
	})
}

func (db *database) deleteGroup(id, callerID string) error {
	if !db.mayManage(id, callerID, GroupSuperadmin) {
		return runtime.ErrGroupPermissionDenied
	}
	drop(db, db.groups, id)
	for m := range db.edges {
		if m.group == id {
			drop(db, db.edges, m)
		}
	}
	return nil
}

// GroupsGetId returns the groups that exist, each once.
func (n *Nakama) GroupsGetId(ctx context.Context, ids []string) (groups []*api.Group, err error) { //nolint:revive // Nakama's name
	err = n.call(ctx, "GroupsGetId", func(db *database) error {
		groups = []*api.Group{}
		seen := map[string]bool{}
		for _, id := range ids {
			if !isID(id) {
				return errors.New("each group id must be a valid id string")
			}
			if g, ok := db.groups[id]; ok && !seen[id] {
				seen[id] = true
				groups = append(groups, g.api())
			}
		}
		return nil
	})
	return orNil(groups, err)
}

// GroupsList lists groups by name, which may hold % as a wildcard, or by the
// other filters.
func (n *Nakama) GroupsList(ctx context.Context, name, langTag string, members *int, open *bool, limit int, cursor string) (groups []*api.Group, next string, err error) {
	err = n.call(ctx, "GroupsList", func(db *database) error {
		filter := groupFilter{name, langTag, members, open}
		if name != "" && filter != (groupFilter{name: name}) {
			return errors.New("name filter cannot be combined with any other filter")
		}
		if limit < 1 || limit > 100 {
			return errors.New("expects limit to be 1-100")
		}
		rows := db.groupsWhere(filter.fits)
		var page []*group
		if page, next, err = paginate(rows, limit, cursor); err != nil {
			return err
		}
		for _, g := range page {
			groups = append(groups, g.api())
		}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	return groups, next, nil
}

// groupFilter selects groups for a list.
type groupFilter struct {
	name, langTag string
	members       *int
	open          *bool
}

func (f groupFilter) fits(g *group) bool {
	return (f.name == "" || like(g.name, f.name)) && (f.langTag == "" || g.langTag == f.langTag) &&
		(f.members == nil || g.members <= *f.members) && (f.open == nil || g.open == *f.open)
}

func (db *database) groupsWhere(match func(*group) bool) []*group {
	var rows []*group
	for _, g := range db.groups {
		if match(g) {
			rows = append(rows, g)
		}
	}
	slices.SortFunc(rows, func(a, b *group) int { return strings.Compare(a.name, b.name) })
	return rows
}

// like matches a name, ignoring case, with a pattern whose % stands for any text.
func like(name, pattern string) bool {
	name, pattern = strings.ToLower(name), strings.ToLower(pattern)
	prefix, rest, wild := strings.Cut(pattern, "%")
	if !wild {
		return name == pattern
	}
	if !strings.HasPrefix(name, prefix) {
		return false
	}
	for i := len(prefix); i <= len(name); i++ {
		if like(name[i:], rest) || rest == "" {
			return true
		}
	}
	return false
}
